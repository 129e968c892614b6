extension Collection {
    /// One portion after the other, of so many elements at most: a statement takes no more values than its engine
    /// allows.
    package func portions(of most: Int) -> [SubSequence] {
        var (portions, rest): ([SubSequence], SubSequence) = ([], self[...])
        while !rest.isEmpty {
            portions.append(rest.prefix(most))
            rest = rest.dropFirst(most)
        }
        return portions
    }
}
