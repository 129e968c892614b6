import ServiceLifecycle

/// A part of the server that runs for as long as it does, and that logs call by its name. Without one, the group of
/// services would write into them all that it holds, settings and their secrets among it.
package protocol NamedService: Service, CustomStringConvertible {}

extension NamedService {
    package var description: String { "\(Self.self)" }
}
