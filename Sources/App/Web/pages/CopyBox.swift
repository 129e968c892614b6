/// Lines that are to be copied, as `pages/copy-box` shows them: by the script's button, or by whoever marks them.
struct CopyBox: PageValues {
    let hint: String
    let lines: String
    let button: String
    /// What the button says once they are copied.
    let copied: String

    init(_ lines: String, hint: String, _ catalogue: Catalogue) {
        (self.hint, self.lines) = (hint, lines)
        (button, copied) = (catalogue.sentence("page.copy.button"), catalogue.sentence("page.copy.done"))
    }
}
