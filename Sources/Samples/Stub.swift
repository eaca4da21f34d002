extension Runtime { package static var defaults: [Runtime] { [] } }
