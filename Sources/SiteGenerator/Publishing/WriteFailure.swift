import Basics
import Files
import Foundation

/// Describes `errno` after a failed step of writing the site, and how to fix the cause.
func writeFailure(_ verb: String, _ path: String) -> EnvironmentError {
    let reason = lastError()
    let cure: String? =
        switch errno {
        case ENOSPC, EDQUOT: "make room on the disk"
        case EACCES, EPERM:
            "let this user write to the folder it lies in, or name another by --output"
        case EROFS: "name a folder by --output that is not read-only"
        case EBUSY: "name a folder by --output that is no mount point, such as one inside it"
        case EFBIG: "raise the limit on the size of files (ulimit -f)"
        case EMFILE, ENFILE: "raise the limit on open files (ulimit -n)"
        default: nil
        }
    let old = "the site of the last build is untouched"
    return EnvironmentError(
        "can't \(verb) \(path): \(reason)", help: cure.map { $0 + "; " + old } ?? old)
}

/// Returns the reason why a file can't be copied: reading it or writing the copy failed.
func copyFailure(_ source: String, to target: String) -> EnvironmentError {
    let reason = errno
    let descriptor = openFile(source, O_RDONLY | O_NONBLOCK)
    guard descriptor < 0 else {
        close(descriptor)
        errno = reason
        return writeFailure("write", target)
    }
    let cure =
        errno == ENOENT
        ? "it was there a moment ago: build again" : "let this user read it, or delete it"
    return EnvironmentError(
        "can't read \(source): \(lastError())",
        help: cure + "; the site of the last build is untouched")
}
