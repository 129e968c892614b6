/// A field that a form carries on without showing it.
struct KeptInput: PageValues {
    let name: String
    let value: String
}
