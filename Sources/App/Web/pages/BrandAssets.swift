import Hummingbird
import NIOCore
import Synchronization

/// The files of a practice's own look: the style sheet and the icon in its colour, and its logo. Made once for each
/// version of the branding, and found by the names of the version before too, since pages that are open ask for those.
final class BrandAssets: Sendable {
    struct Made: Sendable {
        let branding: Branding
        /// What the practice is called, and the letter that stands for it.
        let practice: String
        let initial: String
        let styleSheet: Asset
        /// For the browser's tab.
        let icon: Asset
        let logo: LogoFile?
    }

    private let assets: Assets
    private let present: PresentBranding
    /// What the practice is called, as long as its branding does not say.
    private let practice: String
    // A lock, because pages are made on many threads.
    private let memory = Mutex((now: Made?.none, before: Made?.none))

    init(_ assets: Assets, _ present: PresentBranding, practice: String) {
        self.assets = assets
        self.present = present
        self.practice = practice
    }

    var now: Made {
        let branding = present.now
        return memory.withLock { memory in
            if let made = memory.now, made.branding.version == branding.version { return made }
            let practice = branding.name ?? practice
            let initial = practice.first.map { String($0).uppercased() } ?? ""
            let made = Made(
                branding: branding, practice: practice, initial: initial,
                styleSheet: assets.styleSheet(in: branding.accent),
                icon: assets.icon(initial, in: branding.accent), logo: branding.logo.map(LogoFile.init))
            memory = (made, memory.now)
            return made
        }
    }

    /// The answer with a file of that name; nil where there is none, or of an older look.
    func answer(to request: Request, named name: String) -> Response? {
        let made = now
        let known = [made] + [memory.withLock { $0.before }].compactMap(\.self)
        let own = known.flatMap { [$0.styleSheet, $0.icon] }
        if let asset = assets.named(name) ?? own.first(where: { $0.path == Asset.folder + name }) {
            return asset.response(to: request, keptFor: Asset.longSeconds, isPresentForEver: true)
        }
        return known.compactMap(\.logo).first { $0.path == Asset.folder + name }?.response
    }
}

/// The practice's logo as a file.
struct LogoFile: Sendable {
    let path: String
    private let type: String
    private let buffer: ByteBuffer

    init(_ logo: Logo) {
        path = Self.path(logo)
        type = logo.kind.mediaType
        buffer = ByteBuffer(bytes: logo.bytes)
    }

    /// With a hash of its bytes.
    static func path(_ logo: Logo) -> String {
        let tag = EntityTag(of: ByteBuffer(bytes: logo.bytes)).text.filter { $0 != "\"" }
        return "\(Asset.folder)logo-\(tag).\(logo.kind.rawValue)"
    }

    var response: Response {
        var response = Response(bytes: buffer, type: type)
        response.headers[.cacheControl] = "public, max-age=\(Asset.longSeconds), immutable"
        return response
    }
}
