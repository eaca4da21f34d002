/// The extensions of files that a page shows as images.
package let imageExtensions: Set<String> = [
    "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp",
]
