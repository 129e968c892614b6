import Domain
import Foundation

/// A service, and the times at which it can be booked.
struct ServicePage: Page {
    static let template = "pages/service"
    let title: String
    let slip: Slip
    let picker: MonthPicker
}

extension ServicePage {
    init(_ shown: ServiceMonth, _ view: MonthPicker.View, _ catalogue: Catalogue) {
        slip = Slip(shown.offering, in: view.reader.zone, step: .time, catalogue)
        picker = MonthPicker(shown.month, view, catalogue)
        let isFull = shown.month.day == nil
        title = catalogue.sentence(
            isFull ? "page.service.title_full" : "page.service.title",
            [
                "service": shown.offering.service.title,
                "month": catalogue.dates.month(shown.month.first.civil.month),
            ])
    }
}
