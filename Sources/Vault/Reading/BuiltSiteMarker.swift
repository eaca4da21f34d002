/// The name of the file that marks a folder as a built site: no notes are read from it.
package let builtSiteMarker = ".site-output"
