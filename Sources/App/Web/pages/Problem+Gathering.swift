import Domain

extension Problem {
    /// The same as a page tells it in which all items of a list stand in one field: the first complaint of any of them.
    func gathering(_ list: String) -> Problem {
        var gathered = self
        let (items, others) = (
            fields.filter { $0.name.hasPrefix(list) }, fields.filter { !$0.name.hasPrefix(list) }
        )
        gathered.fields = others + items.prefix(1).map { .init(list, $0.complaint, $0.arguments) }
        return gathered
    }
}
