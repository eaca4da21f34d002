package let settingsName = "site.yml"
