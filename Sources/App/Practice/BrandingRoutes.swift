import Domain
import HTTPTypes
import Hummingbird

/// How the practice shows itself: for admins, and for the Jitsi server's own pages.
struct BrandingRoutes: Sendable {
    let branding: PracticeBranding
    let links: Links

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        let branding = try await branding.read()
        return .object { $0.field("branding", branding: branding) }
    }

    func replace(_ request: Request, _ context: AdminContext) async throws -> Response {
        let wanted = try BrandingForm.read(try await request.form(BrandingForm.fields, context))
        let changed = try await branding.change(by: context.admin) { branding in
            let (version, logo) = (branding.version, branding.logo)
            branding = wanted
            (branding.version, branding.logo) = (version, logo)
        }
        return .object { $0.field("branding", branding: changed) }
    }

    /// The one body that may be larger than others. What it is, its bytes say. Throws `payload_too_large`,
    /// `unsupported_media_type`.
    func setLogo(_ request: Request, _ context: AdminContext) async throws -> Response {
        let logo = try await Self.logo(in: request, context)
        let changed = try await branding.change(by: context.admin) { $0.logo = logo }
        return .object { $0.field("branding", branding: changed) }
    }

    /// What is refused is told what a logo must be: the rules of all other bodies are not its.
    private static func logo(in request: Request, _ context: AdminContext) async throws -> Logo {
        do {
            let bytes = try await request.bodyBytes(context, upTo: Logo.mostBytes)
            return try Logo(sent: bytes)
        } catch let problem as Problem where [.unsupportedMediaType, .payloadTooLarge].contains(problem.code) {
            throw problem.aboutLogo
        }
    }

    func deleteLogo(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await branding.change(by: context.admin) { $0.logo = nil }
        return .noContent
    }

    /// What Jitsi's `brandingDataUrl` asks for (Jitsi handbook, Customizing branding), for its pages alone. The room
    /// that it names changes nothing, and is not looked at.
    func jitsi(_ request: Request, _ context: AppContext) async throws -> Response {
        let present = branding.present.now
        var response = Response.object { json in
            json.field("logoClickUrl", links.practice)
            if let logo = present.logo { json.field("logoImageUrl", links.file(LogoFile.path(logo))) }
            if let support = present.supportURL { json.field("supportUrl", support) }
            guard let accent = present.accent else { return }
            json.field("avatarBackgrounds", each: [accent.onWhite]) { $0.string($1) }
            json.field("customTheme") { json in
                json.field("palette") { palette in
                    palette.field("action01", accent.onWhite)
                    palette.field("link01", accent.onWhite)
                }
            }
        }
        response.headers[.accessControlAllowOrigin] = links.jitsiOrigin
        response.headers[.cacheControl] = "public, max-age=60"
        return response
    }
}

extension Logo {
    /// Throws `unsupported_media_type` for what is none.
    init(sent bytes: [UInt8]) throws {
        guard let logo = Logo(bytes) else { throw Problem(.unsupportedMediaType).aboutLogo }
        self = logo
    }
}

extension Problem {
    /// Tells what a logo must be.
    fileprivate var aboutLogo: Problem {
        var told = self
        told.obstacle = .noLogo
        return told
    }
}
