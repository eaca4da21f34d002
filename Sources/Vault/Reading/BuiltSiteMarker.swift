/// The name of the file that marks a folder as a site that was built: no notes are read from there.
package let builtSiteMarker = ".site-output"
