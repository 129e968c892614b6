/// The release, as CHANGELOG.md names it.
package enum Version {
    package static let version = "0.1.0"
}
