/// What is read of one event (VEVENT): when it is, and whether it blocks. No word of it is kept but its UID, by which
/// changes find their series.
struct OutsideEvent {
    /// A further time of a series, which may have a length of its own (RFC 5545, 3.8.5.2).
    struct Extra {
        var start: OutsideTime
        var length: Length?
    }

    /// How long it lasts, if it tells.
    enum Length {
        case until(OutsideTime)
        case lasting(OutsideDuration)
    }

    /// As bytes: texts with thousands of marks on one letter take too long to compare.
    var uid: [UInt8] = []
    var start: OutsideTime?
    var length: Length?
    /// Nil stands for a rule that is not understood.
    var rules: [RecurrenceRule?] = []
    var extras: [Extra] = []
    var exceptions: [OutsideTime] = []
    /// The time of the series in whose place this event stands.
    var instance: OutsideTime?
    /// Whether it stands in the place of all that follow as well.
    var changesFuture = false
    var answer = OutsideAnswer()
    /// Whether a line of it was not understood that says when it is.
    var isUnread = false

    var isSeries: Bool { !rules.isEmpty || !extras.isEmpty }
}

/// What an event says of its owner's time.
struct OutsideAnswer {
    var isCancelled = false
    var isFree = false
    var isTentative = false
    /// The owner holds it, and so need not answer.
    var isOwn = false
    var isDeclined = false
    var isUnanswered = false

    func blocks(_ rules: OutsideCalendar.Rules) -> Bool {
        if isCancelled || isDeclined { return false }
        if isFree, !rules.allBusy { return false }
        if isTentative, !rules.tentativeBlocks { return false }
        return !isUnanswered || isOwn || rules.unansweredBlocks
    }

    /// Takes what one line says; lines that say nothing of it are left out.
    mutating func read(_ line: ContentLine, _ rules: OutsideCalendar.Rules) {
        switch line.name {
        case .status:
            if line.word == "CANCELLED" { isCancelled = true }
            if line.word == "TENTATIVE" { isTentative = true }
        case .transparency: if line.word == "TRANSPARENT" { isFree = true }
        case .busyStatus:
            // Microsoft's MS-OXCICAL, 2.1.3.1.1.20.31, and the word that Outlook has had since 2013.
            if ["FREE", "WORKINGELSEWHERE"].contains(line.word) { isFree = true }
            if line.word == "TENTATIVE" { isTentative = true }
        case .organizer: if Self.isOwn(line, rules) { isOwn = true }
        case .attendee where Self.isOwn(line, rules):
            switch line.parameter("PARTSTAT").map({ Ascii.upper($0.prefix(64)) }) ?? "NEEDS-ACTION" {
            case "DECLINED": isDeclined = true
            case "TENTATIVE": isTentative = true
            case "NEEDS-ACTION": isUnanswered = true
            default: break
            }
        default: break
        }
    }

    /// Whether a line names the owner: by its address, or by the parameter that some write because the address is none.
    private static func isOwn(_ line: ContentLine, _ rules: OutsideCalendar.Rules) -> Bool {
        guard !rules.ownAddresses.isEmpty else { return false }
        let isMail = Ascii.upper(line.value.prefix(7)) == "MAILTO:"
        return [isMail ? line.value.dropFirst(7) : line.value, line.parameter("EMAIL")].contains { written in
            guard let written, written.count <= 2 * EmailAddress.maximumBytes else { return false }
            return rules.ownAddresses.contains(String(decoding: written, as: UTF8.self).lowercased())
        }
    }
}
