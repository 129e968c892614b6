/// The description of the API as a page: what `ReferenceText` reads out of the document.
struct ReferencePage: Page {
    static let template = "pages/reference"
    let ways: GuideLinks
    let title: String
    let version: String
    let description: [String]
    let groups: [Group]

    /// Operations that belong together.
    struct Group: PageValues {
        let tag: String
        let anchor: String
        let operations: [Operation]
    }

    struct Operation: PageValues {
        let anchor: String
        let method: String
        let path: String
        let summary: String
        let description: [String]
        let hasParameters: Bool
        let parameters: [Parameter]
        /// An example of the body.
        let request: String?
        /// The same as it is asked for; nil for what the server itself sends.
        let curl: String?
        let javaScript: String?
        let answers: [Answer]
    }

    struct Parameter: PageValues {
        let name: String
        let required: Bool
        let place: String
        let description: String
    }

    struct Answer: PageValues {
        let status: String
        let description: String
        let example: String?
    }
}
