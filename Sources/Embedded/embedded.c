/* Written by bin/embed, not by hand: run it after a file came or went. A test compares. */
#include "embedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char documents_api_1_svg[] = {
#embed "documents/api-1.svg"
};
static const unsigned char documents_api_2_svg[] = {
#embed "documents/api-2.svg"
};
static const unsigned char documents_api_html[] = {
#embed "documents/api.html"
};
static const unsigned char documents_calendars_html[] = {
#embed "documents/calendars.html"
};
static const unsigned char documents_frontend_html[] = {
#embed "documents/frontend.html"
};
static const unsigned char documents_meetings_1_svg[] = {
#embed "documents/meetings-1.svg"
};
static const unsigned char documents_meetings_html[] = {
#embed "documents/meetings.html"
};
static const unsigned char documents_payments_1_svg[] = {
#embed "documents/payments-1.svg"
};
static const unsigned char documents_payments_html[] = {
#embed "documents/payments.html"
};
static const unsigned char documents_webhooks_html[] = {
#embed "documents/webhooks.html"
};
static const unsigned char language_de_yaml[] = {
#embed "language/de.yaml"
};
static const unsigned char language_en_yaml[] = {
#embed "language/en.yaml"
};
static const unsigned char mails_account_html_mustache[] = {
#embed "mails/account.html.mustache"
};
static const unsigned char mails_account_txt_mustache[] = {
#embed "mails/account.txt.mustache"
};
static const unsigned char mails_booking_html_mustache[] = {
#embed "mails/booking.html.mustache"
};
static const unsigned char mails_booking_txt_mustache[] = {
#embed "mails/booking.txt.mustache"
};
static const unsigned char mails_foot_html_mustache[] = {
#embed "mails/foot.html.mustache"
};
static const unsigned char mails_foot_txt_mustache[] = {
#embed "mails/foot.txt.mustache"
};
static const unsigned char mails_head_html_mustache[] = {
#embed "mails/head.html.mustache"
};
static const unsigned char openapi_yaml[] = {
#embed "openapi.yaml"
};
static const unsigned char pages_account_tabs_mustache[] = {
#embed "pages/account-tabs.mustache"
};
static const unsigned char pages_account_mustache[] = {
#embed "pages/account.mustache"
};
static const unsigned char pages_agreement_mustache[] = {
#embed "pages/agreement.mustache"
};
static const unsigned char pages_area_mustache[] = {
#embed "pages/area.mustache"
};
static const unsigned char pages_booked_mustache[] = {
#embed "pages/booked.mustache"
};
static const unsigned char pages_booking_list_mustache[] = {
#embed "pages/booking-list.mustache"
};
static const unsigned char pages_booking_slip_mustache[] = {
#embed "pages/booking-slip.mustache"
};
static const unsigned char pages_booking_mustache[] = {
#embed "pages/booking.mustache"
};
static const unsigned char pages_bookings_mustache[] = {
#embed "pages/bookings.mustache"
};
static const unsigned char pages_brand_mustache[] = {
#embed "pages/brand.mustache"
};
static const unsigned char pages_branding_mustache[] = {
#embed "pages/branding.mustache"
};
static const unsigned char pages_calendar_rules_mustache[] = {
#embed "pages/calendar-rules.mustache"
};
static const unsigned char pages_calendar_server_mustache[] = {
#embed "pages/calendar-server.mustache"
};
static const unsigned char pages_calendar_mustache[] = {
#embed "pages/calendar.mustache"
};
static const unsigned char pages_calendars_mustache[] = {
#embed "pages/calendars.mustache"
};
static const unsigned char pages_cancel_mustache[] = {
#embed "pages/cancel.mustache"
};
static const unsigned char pages_changed_dates_mustache[] = {
#embed "pages/changed-dates.mustache"
};
static const unsigned char pages_check_mustache[] = {
#embed "pages/check.mustache"
};
static const unsigned char pages_choice_mustache[] = {
#embed "pages/choice.mustache"
};
static const unsigned char pages_code_step_mustache[] = {
#embed "pages/code-step.mustache"
};
static const unsigned char pages_code_mustache[] = {
#embed "pages/code.mustache"
};
static const unsigned char pages_confirm_mustache[] = {
#embed "pages/confirm.mustache"
};
static const unsigned char pages_control_group_mustache[] = {
#embed "pages/control-group.mustache"
};
static const unsigned char pages_control_mustache[] = {
#embed "pages/control.mustache"
};
static const unsigned char pages_copy_box_mustache[] = {
#embed "pages/copy-box.mustache"
};
static const unsigned char pages_csrf_mustache[] = {
#embed "pages/csrf.mustache"
};
static const unsigned char pages_deed_mustache[] = {
#embed "pages/deed.mustache"
};
static const unsigned char pages_departure_body_mustache[] = {
#embed "pages/departure-body.mustache"
};
static const unsigned char pages_departure_mustache[] = {
#embed "pages/departure.mustache"
};
static const unsigned char pages_desk_book_mustache[] = {
#embed "pages/desk-book.mustache"
};
static const unsigned char pages_desk_booking_mustache[] = {
#embed "pages/desk-booking.mustache"
};
static const unsigned char pages_desk_deed_button_mustache[] = {
#embed "pages/desk-deed-button.mustache"
};
static const unsigned char pages_desk_form_mustache[] = {
#embed "pages/desk-form.mustache"
};
static const unsigned char pages_desk_move_mustache[] = {
#embed "pages/desk-move.mustache"
};
static const unsigned char pages_door_mustache[] = {
#embed "pages/door.mustache"
};
static const unsigned char pages_embed_mustache[] = {
#embed "pages/embed.mustache"
};
static const unsigned char pages_entrance_mustache[] = {
#embed "pages/entrance.mustache"
};
static const unsigned char pages_export_mustache[] = {
#embed "pages/export.mustache"
};
static const unsigned char pages_factor_proof_mustache[] = {
#embed "pages/factor-proof.mustache"
};
static const unsigned char pages_factor_setup_mustache[] = {
#embed "pages/factor-setup.mustache"
};
static const unsigned char pages_failure_mustache[] = {
#embed "pages/failure.mustache"
};
static const unsigned char pages_failures_mustache[] = {
#embed "pages/failures.mustache"
};
static const unsigned char pages_field_mustache[] = {
#embed "pages/field.mustache"
};
static const unsigned char pages_fields_mustache[] = {
#embed "pages/fields.mustache"
};
static const unsigned char pages_finding_mustache[] = {
#embed "pages/finding.mustache"
};
static const unsigned char pages_foot_mustache[] = {
#embed "pages/foot.mustache"
};
static const unsigned char pages_form_mustache[] = {
#embed "pages/form.mustache"
};
static const unsigned char pages_guide_mustache[] = {
#embed "pages/guide.mustache"
};
static const unsigned char pages_guides_mustache[] = {
#embed "pages/guides.mustache"
};
static const unsigned char pages_held_mustache[] = {
#embed "pages/held.mustache"
};
static const unsigned char pages_hold_mustache[] = {
#embed "pages/hold.mustache"
};
static const unsigned char pages_holidays_mustache[] = {
#embed "pages/holidays.mustache"
};
static const unsigned char pages_home_mustache[] = {
#embed "pages/home.mustache"
};
static const unsigned char pages_host_switch_mustache[] = {
#embed "pages/host-switch.mustache"
};
static const unsigned char pages_hours_mustache[] = {
#embed "pages/hours.mustache"
};
static const unsigned char pages_icon_after_mustache[] = {
#embed "pages/icon-after.mustache"
};
static const unsigned char pages_icon_back_mustache[] = {
#embed "pages/icon-back.mustache"
};
static const unsigned char pages_icon_before_mustache[] = {
#embed "pages/icon-before.mustache"
};
static const unsigned char pages_icon_bin_mustache[] = {
#embed "pages/icon-bin.mustache"
};
static const unsigned char pages_icon_calendar_mustache[] = {
#embed "pages/icon-calendar.mustache"
};
static const unsigned char pages_icon_door_mustache[] = {
#embed "pages/icon-door.mustache"
};
static const unsigned char pages_icon_info_mustache[] = {
#embed "pages/icon-info.mustache"
};
static const unsigned char pages_icon_lock_mustache[] = {
#embed "pages/icon-lock.mustache"
};
static const unsigned char pages_icon_month_mustache[] = {
#embed "pages/icon-month.mustache"
};
static const unsigned char pages_icon_person_mustache[] = {
#embed "pages/icon-person.mustache"
};
static const unsigned char pages_icon_plus_mustache[] = {
#embed "pages/icon-plus.mustache"
};
static const unsigned char pages_icon_tick_mustache[] = {
#embed "pages/icon-tick.mustache"
};
static const unsigned char pages_icon_warning_mustache[] = {
#embed "pages/icon-warning.mustache"
};
static const unsigned char pages_intake_mustache[] = {
#embed "pages/intake.mustache"
};
static const unsigned char pages_keys_mustache[] = {
#embed "pages/keys.mustache"
};
static const unsigned char pages_legal_text_mustache[] = {
#embed "pages/legal-text.mustache"
};
static const unsigned char pages_legal_mustache[] = {
#embed "pages/legal.mustache"
};
static const unsigned char pages_lobby_mustache[] = {
#embed "pages/lobby.mustache"
};
static const unsigned char pages_login_mustache[] = {
#embed "pages/login.mustache"
};
static const unsigned char pages_move_body_mustache[] = {
#embed "pages/move-body.mustache"
};
static const unsigned char pages_move_mustache[] = {
#embed "pages/move.mustache"
};
static const unsigned char pages_no_hosts_mustache[] = {
#embed "pages/no-hosts.mustache"
};
static const unsigned char pages_notice_mustache[] = {
#embed "pages/notice.mustache"
};
static const unsigned char pages_page_mustache[] = {
#embed "pages/page.mustache"
};
static const unsigned char pages_pay_mustache[] = {
#embed "pages/pay.mustache"
};
static const unsigned char pages_people_mustache[] = {
#embed "pages/people.mustache"
};
static const unsigned char pages_person_mustache[] = {
#embed "pages/person.mustache"
};
static const unsigned char pages_picker_mustache[] = {
#embed "pages/picker.mustache"
};
static const unsigned char pages_picks_mustache[] = {
#embed "pages/picks.mustache"
};
static const unsigned char pages_pill_mustache[] = {
#embed "pages/pill.mustache"
};
static const unsigned char pages_practice_mustache[] = {
#embed "pages/practice.mustache"
};
static const unsigned char pages_problem_mustache[] = {
#embed "pages/problem.mustache"
};
static const unsigned char pages_rail_count_mustache[] = {
#embed "pages/rail-count.mustache"
};
static const unsigned char pages_rail_groups_mustache[] = {
#embed "pages/rail-groups.mustache"
};
static const unsigned char pages_rail_place_mustache[] = {
#embed "pages/rail-place.mustache"
};
static const unsigned char pages_rail_mustache[] = {
#embed "pages/rail.mustache"
};
static const unsigned char pages_receipt_mustache[] = {
#embed "pages/receipt.mustache"
};
static const unsigned char pages_recovery_codes_mustache[] = {
#embed "pages/recovery-codes.mustache"
};
static const unsigned char pages_reference_mustache[] = {
#embed "pages/reference.mustache"
};
static const unsigned char pages_refunds_mustache[] = {
#embed "pages/refunds.mustache"
};
static const unsigned char pages_removal_kept_mustache[] = {
#embed "pages/removal-kept.mustache"
};
static const unsigned char pages_removal_mustache[] = {
#embed "pages/removal.mustache"
};
static const unsigned char pages_script_brand_js[] = {
#embed "pages/script/brand.js"
};
static const unsigned char pages_script_documents_js[] = {
#embed "pages/script/documents.js"
};
static const unsigned char pages_script_entrance_js[] = {
#embed "pages/script/entrance.js"
};
static const unsigned char pages_script_first_js[] = {
#embed "pages/script/first.js"
};
static const unsigned char pages_script_hold_js[] = {
#embed "pages/script/hold.js"
};
static const unsigned char pages_script_live_js[] = {
#embed "pages/script/live.js"
};
static const unsigned char pages_script_once_js[] = {
#embed "pages/script/once.js"
};
static const unsigned char pages_script_pay_js[] = {
#embed "pages/script/pay.js"
};
static const unsigned char pages_script_people_js[] = {
#embed "pages/script/people.js"
};
static const unsigned char pages_script_picker_js[] = {
#embed "pages/script/picker.js"
};
static const unsigned char pages_script_ring_js[] = {
#embed "pages/script/ring.js"
};
static const unsigned char pages_security_mustache[] = {
#embed "pages/security.mustache"
};
static const unsigned char pages_service_edit_mustache[] = {
#embed "pages/service-edit.mustache"
};
static const unsigned char pages_service_mustache[] = {
#embed "pages/service.mustache"
};
static const unsigned char pages_services_mustache[] = {
#embed "pages/services.mustache"
};
static const unsigned char pages_setup_end_mustache[] = {
#embed "pages/setup-end.mustache"
};
static const unsigned char pages_setup_mustache[] = {
#embed "pages/setup.mustache"
};
static const unsigned char pages_sign_in_step_mustache[] = {
#embed "pages/sign-in-step.mustache"
};
static const unsigned char pages_slip_mustache[] = {
#embed "pages/slip.mustache"
};
static const unsigned char pages_stats_chart_mustache[] = {
#embed "pages/stats-chart.mustache"
};
static const unsigned char pages_stats_mustache[] = {
#embed "pages/stats.mustache"
};
static const unsigned char pages_style_booking_css[] = {
#embed "pages/style/booking.css"
};
static const unsigned char pages_style_check_css[] = {
#embed "pages/style/check.css"
};
static const unsigned char pages_style_checkout_css[] = {
#embed "pages/style/checkout.css"
};
static const unsigned char pages_style_controls_css[] = {
#embed "pages/style/controls.css"
};
static const unsigned char pages_style_desk_bookings_css[] = {
#embed "pages/style/desk-bookings.css"
};
static const unsigned char pages_style_door_css[] = {
#embed "pages/style/door.css"
};
static const unsigned char pages_style_elements_css[] = {
#embed "pages/style/elements.css"
};
static const unsigned char pages_style_embed_css[] = {
#embed "pages/style/embed.css"
};
static const unsigned char pages_style_factor_css[] = {
#embed "pages/style/factor.css"
};
static const unsigned char pages_style_fields_css[] = {
#embed "pages/style/fields.css"
};
static const unsigned char pages_style_guide_css[] = {
#embed "pages/style/guide.css"
};
static const unsigned char pages_style_hours_css[] = {
#embed "pages/style/hours.css"
};
static const unsigned char pages_style_layout_css[] = {
#embed "pages/style/layout.css"
};
static const unsigned char pages_style_lobby_css[] = {
#embed "pages/style/lobby.css"
};
static const unsigned char pages_style_older_css[] = {
#embed "pages/style/older.css"
};
static const unsigned char pages_style_parts_css[] = {
#embed "pages/style/parts.css"
};
static const unsigned char pages_style_pay_css[] = {
#embed "pages/style/pay.css"
};
static const unsigned char pages_style_picker_css[] = {
#embed "pages/style/picker.css"
};
static const unsigned char pages_style_print_css[] = {
#embed "pages/style/print.css"
};
static const unsigned char pages_style_rail_css[] = {
#embed "pages/style/rail.css"
};
static const unsigned char pages_style_reference_css[] = {
#embed "pages/style/reference.css"
};
static const unsigned char pages_style_slip_css[] = {
#embed "pages/style/slip.css"
};
static const unsigned char pages_style_stats_css[] = {
#embed "pages/style/stats.css"
};
static const unsigned char pages_style_stub_css[] = {
#embed "pages/style/stub.css"
};
static const unsigned char pages_style_tables_css[] = {
#embed "pages/style/tables.css"
};
static const unsigned char pages_style_today_css[] = {
#embed "pages/style/today.css"
};
static const unsigned char pages_style_tokens_css[] = {
#embed "pages/style/tokens.css"
};
static const unsigned char pages_style_week_css[] = {
#embed "pages/style/week.css"
};
static const unsigned char pages_style_why_css[] = {
#embed "pages/style/why.css"
};
static const unsigned char pages_taken_mustache[] = {
#embed "pages/taken.mustache"
};
static const unsigned char pages_tick_mustache[] = {
#embed "pages/tick.mustache"
};
static const unsigned char pages_today_mustache[] = {
#embed "pages/today.mustache"
};
static const unsigned char pages_told_mustache[] = {
#embed "pages/told.mustache"
};
static const unsigned char pages_top_mustache[] = {
#embed "pages/top.mustache"
};
static const unsigned char pages_trail_mustache[] = {
#embed "pages/trail.mustache"
};
static const unsigned char pages_waiting_mustache[] = {
#embed "pages/waiting.mustache"
};
static const unsigned char pages_webhook_fields_mustache[] = {
#embed "pages/webhook-fields.mustache"
};
static const unsigned char pages_webhook_mustache[] = {
#embed "pages/webhook.mustache"
};
static const unsigned char pages_webhooks_mustache[] = {
#embed "pages/webhooks.mustache"
};
static const unsigned char pages_week_mustache[] = {
#embed "pages/week.mustache"
};
static const unsigned char pages_why_mustache[] = {
#embed "pages/why.mustache"
};
static const unsigned char pages_withdraw_mustache[] = {
#embed "pages/withdraw.mustache"
};
static const unsigned char pages_you_code_mustache[] = {
#embed "pages/you-code.mustache"
};
static const unsigned char pages_you_mustache[] = {
#embed "pages/you.mustache"
};
static const unsigned char pages_zone_line_mustache[] = {
#embed "pages/zone-line.mustache"
};
static const unsigned char passwords_guessed_txt[] = {
#embed "passwords/guessed.txt"
};

#define FILE_OF(path, bytes) {path, bytes, sizeof bytes}

static const struct {
    const char *name;
    const unsigned char *bytes;
    unsigned long size;
} files[] = {
    FILE_OF("documents/api-1.svg", documents_api_1_svg),
    FILE_OF("documents/api-2.svg", documents_api_2_svg),
    FILE_OF("documents/api.html", documents_api_html),
    FILE_OF("documents/calendars.html", documents_calendars_html),
    FILE_OF("documents/frontend.html", documents_frontend_html),
    FILE_OF("documents/meetings-1.svg", documents_meetings_1_svg),
    FILE_OF("documents/meetings.html", documents_meetings_html),
    FILE_OF("documents/payments-1.svg", documents_payments_1_svg),
    FILE_OF("documents/payments.html", documents_payments_html),
    FILE_OF("documents/webhooks.html", documents_webhooks_html),
    FILE_OF("language/de.yaml", language_de_yaml),
    FILE_OF("language/en.yaml", language_en_yaml),
    FILE_OF("mails/account.html.mustache", mails_account_html_mustache),
    FILE_OF("mails/account.txt.mustache", mails_account_txt_mustache),
    FILE_OF("mails/booking.html.mustache", mails_booking_html_mustache),
    FILE_OF("mails/booking.txt.mustache", mails_booking_txt_mustache),
    FILE_OF("mails/foot.html.mustache", mails_foot_html_mustache),
    FILE_OF("mails/foot.txt.mustache", mails_foot_txt_mustache),
    FILE_OF("mails/head.html.mustache", mails_head_html_mustache),
    FILE_OF("openapi.yaml", openapi_yaml),
    FILE_OF("pages/account-tabs.mustache", pages_account_tabs_mustache),
    FILE_OF("pages/account.mustache", pages_account_mustache),
    FILE_OF("pages/agreement.mustache", pages_agreement_mustache),
    FILE_OF("pages/area.mustache", pages_area_mustache),
    FILE_OF("pages/booked.mustache", pages_booked_mustache),
    FILE_OF("pages/booking-list.mustache", pages_booking_list_mustache),
    FILE_OF("pages/booking-slip.mustache", pages_booking_slip_mustache),
    FILE_OF("pages/booking.mustache", pages_booking_mustache),
    FILE_OF("pages/bookings.mustache", pages_bookings_mustache),
    FILE_OF("pages/brand.mustache", pages_brand_mustache),
    FILE_OF("pages/branding.mustache", pages_branding_mustache),
    FILE_OF("pages/calendar-rules.mustache", pages_calendar_rules_mustache),
    FILE_OF("pages/calendar-server.mustache", pages_calendar_server_mustache),
    FILE_OF("pages/calendar.mustache", pages_calendar_mustache),
    FILE_OF("pages/calendars.mustache", pages_calendars_mustache),
    FILE_OF("pages/cancel.mustache", pages_cancel_mustache),
    FILE_OF("pages/changed-dates.mustache", pages_changed_dates_mustache),
    FILE_OF("pages/check.mustache", pages_check_mustache),
    FILE_OF("pages/choice.mustache", pages_choice_mustache),
    FILE_OF("pages/code-step.mustache", pages_code_step_mustache),
    FILE_OF("pages/code.mustache", pages_code_mustache),
    FILE_OF("pages/confirm.mustache", pages_confirm_mustache),
    FILE_OF("pages/control-group.mustache", pages_control_group_mustache),
    FILE_OF("pages/control.mustache", pages_control_mustache),
    FILE_OF("pages/copy-box.mustache", pages_copy_box_mustache),
    FILE_OF("pages/csrf.mustache", pages_csrf_mustache),
    FILE_OF("pages/deed.mustache", pages_deed_mustache),
    FILE_OF("pages/departure-body.mustache", pages_departure_body_mustache),
    FILE_OF("pages/departure.mustache", pages_departure_mustache),
    FILE_OF("pages/desk-book.mustache", pages_desk_book_mustache),
    FILE_OF("pages/desk-booking.mustache", pages_desk_booking_mustache),
    FILE_OF("pages/desk-deed-button.mustache", pages_desk_deed_button_mustache),
    FILE_OF("pages/desk-form.mustache", pages_desk_form_mustache),
    FILE_OF("pages/desk-move.mustache", pages_desk_move_mustache),
    FILE_OF("pages/door.mustache", pages_door_mustache),
    FILE_OF("pages/embed.mustache", pages_embed_mustache),
    FILE_OF("pages/entrance.mustache", pages_entrance_mustache),
    FILE_OF("pages/export.mustache", pages_export_mustache),
    FILE_OF("pages/factor-proof.mustache", pages_factor_proof_mustache),
    FILE_OF("pages/factor-setup.mustache", pages_factor_setup_mustache),
    FILE_OF("pages/failure.mustache", pages_failure_mustache),
    FILE_OF("pages/failures.mustache", pages_failures_mustache),
    FILE_OF("pages/field.mustache", pages_field_mustache),
    FILE_OF("pages/fields.mustache", pages_fields_mustache),
    FILE_OF("pages/finding.mustache", pages_finding_mustache),
    FILE_OF("pages/foot.mustache", pages_foot_mustache),
    FILE_OF("pages/form.mustache", pages_form_mustache),
    FILE_OF("pages/guide.mustache", pages_guide_mustache),
    FILE_OF("pages/guides.mustache", pages_guides_mustache),
    FILE_OF("pages/held.mustache", pages_held_mustache),
    FILE_OF("pages/hold.mustache", pages_hold_mustache),
    FILE_OF("pages/holidays.mustache", pages_holidays_mustache),
    FILE_OF("pages/home.mustache", pages_home_mustache),
    FILE_OF("pages/host-switch.mustache", pages_host_switch_mustache),
    FILE_OF("pages/hours.mustache", pages_hours_mustache),
    FILE_OF("pages/icon-after.mustache", pages_icon_after_mustache),
    FILE_OF("pages/icon-back.mustache", pages_icon_back_mustache),
    FILE_OF("pages/icon-before.mustache", pages_icon_before_mustache),
    FILE_OF("pages/icon-bin.mustache", pages_icon_bin_mustache),
    FILE_OF("pages/icon-calendar.mustache", pages_icon_calendar_mustache),
    FILE_OF("pages/icon-door.mustache", pages_icon_door_mustache),
    FILE_OF("pages/icon-info.mustache", pages_icon_info_mustache),
    FILE_OF("pages/icon-lock.mustache", pages_icon_lock_mustache),
    FILE_OF("pages/icon-month.mustache", pages_icon_month_mustache),
    FILE_OF("pages/icon-person.mustache", pages_icon_person_mustache),
    FILE_OF("pages/icon-plus.mustache", pages_icon_plus_mustache),
    FILE_OF("pages/icon-tick.mustache", pages_icon_tick_mustache),
    FILE_OF("pages/icon-warning.mustache", pages_icon_warning_mustache),
    FILE_OF("pages/intake.mustache", pages_intake_mustache),
    FILE_OF("pages/keys.mustache", pages_keys_mustache),
    FILE_OF("pages/legal-text.mustache", pages_legal_text_mustache),
    FILE_OF("pages/legal.mustache", pages_legal_mustache),
    FILE_OF("pages/lobby.mustache", pages_lobby_mustache),
    FILE_OF("pages/login.mustache", pages_login_mustache),
    FILE_OF("pages/move-body.mustache", pages_move_body_mustache),
    FILE_OF("pages/move.mustache", pages_move_mustache),
    FILE_OF("pages/no-hosts.mustache", pages_no_hosts_mustache),
    FILE_OF("pages/notice.mustache", pages_notice_mustache),
    FILE_OF("pages/page.mustache", pages_page_mustache),
    FILE_OF("pages/pay.mustache", pages_pay_mustache),
    FILE_OF("pages/people.mustache", pages_people_mustache),
    FILE_OF("pages/person.mustache", pages_person_mustache),
    FILE_OF("pages/picker.mustache", pages_picker_mustache),
    FILE_OF("pages/picks.mustache", pages_picks_mustache),
    FILE_OF("pages/pill.mustache", pages_pill_mustache),
    FILE_OF("pages/practice.mustache", pages_practice_mustache),
    FILE_OF("pages/problem.mustache", pages_problem_mustache),
    FILE_OF("pages/rail-count.mustache", pages_rail_count_mustache),
    FILE_OF("pages/rail-groups.mustache", pages_rail_groups_mustache),
    FILE_OF("pages/rail-place.mustache", pages_rail_place_mustache),
    FILE_OF("pages/rail.mustache", pages_rail_mustache),
    FILE_OF("pages/receipt.mustache", pages_receipt_mustache),
    FILE_OF("pages/recovery-codes.mustache", pages_recovery_codes_mustache),
    FILE_OF("pages/reference.mustache", pages_reference_mustache),
    FILE_OF("pages/refunds.mustache", pages_refunds_mustache),
    FILE_OF("pages/removal-kept.mustache", pages_removal_kept_mustache),
    FILE_OF("pages/removal.mustache", pages_removal_mustache),
    FILE_OF("pages/script/brand.js", pages_script_brand_js),
    FILE_OF("pages/script/documents.js", pages_script_documents_js),
    FILE_OF("pages/script/entrance.js", pages_script_entrance_js),
    FILE_OF("pages/script/first.js", pages_script_first_js),
    FILE_OF("pages/script/hold.js", pages_script_hold_js),
    FILE_OF("pages/script/live.js", pages_script_live_js),
    FILE_OF("pages/script/once.js", pages_script_once_js),
    FILE_OF("pages/script/pay.js", pages_script_pay_js),
    FILE_OF("pages/script/people.js", pages_script_people_js),
    FILE_OF("pages/script/picker.js", pages_script_picker_js),
    FILE_OF("pages/script/ring.js", pages_script_ring_js),
    FILE_OF("pages/security.mustache", pages_security_mustache),
    FILE_OF("pages/service-edit.mustache", pages_service_edit_mustache),
    FILE_OF("pages/service.mustache", pages_service_mustache),
    FILE_OF("pages/services.mustache", pages_services_mustache),
    FILE_OF("pages/setup-end.mustache", pages_setup_end_mustache),
    FILE_OF("pages/setup.mustache", pages_setup_mustache),
    FILE_OF("pages/sign-in-step.mustache", pages_sign_in_step_mustache),
    FILE_OF("pages/slip.mustache", pages_slip_mustache),
    FILE_OF("pages/stats-chart.mustache", pages_stats_chart_mustache),
    FILE_OF("pages/stats.mustache", pages_stats_mustache),
    FILE_OF("pages/style/booking.css", pages_style_booking_css),
    FILE_OF("pages/style/check.css", pages_style_check_css),
    FILE_OF("pages/style/checkout.css", pages_style_checkout_css),
    FILE_OF("pages/style/controls.css", pages_style_controls_css),
    FILE_OF("pages/style/desk-bookings.css", pages_style_desk_bookings_css),
    FILE_OF("pages/style/door.css", pages_style_door_css),
    FILE_OF("pages/style/elements.css", pages_style_elements_css),
    FILE_OF("pages/style/embed.css", pages_style_embed_css),
    FILE_OF("pages/style/factor.css", pages_style_factor_css),
    FILE_OF("pages/style/fields.css", pages_style_fields_css),
    FILE_OF("pages/style/guide.css", pages_style_guide_css),
    FILE_OF("pages/style/hours.css", pages_style_hours_css),
    FILE_OF("pages/style/layout.css", pages_style_layout_css),
    FILE_OF("pages/style/lobby.css", pages_style_lobby_css),
    FILE_OF("pages/style/older.css", pages_style_older_css),
    FILE_OF("pages/style/parts.css", pages_style_parts_css),
    FILE_OF("pages/style/pay.css", pages_style_pay_css),
    FILE_OF("pages/style/picker.css", pages_style_picker_css),
    FILE_OF("pages/style/print.css", pages_style_print_css),
    FILE_OF("pages/style/rail.css", pages_style_rail_css),
    FILE_OF("pages/style/reference.css", pages_style_reference_css),
    FILE_OF("pages/style/slip.css", pages_style_slip_css),
    FILE_OF("pages/style/stats.css", pages_style_stats_css),
    FILE_OF("pages/style/stub.css", pages_style_stub_css),
    FILE_OF("pages/style/tables.css", pages_style_tables_css),
    FILE_OF("pages/style/today.css", pages_style_today_css),
    FILE_OF("pages/style/tokens.css", pages_style_tokens_css),
    FILE_OF("pages/style/week.css", pages_style_week_css),
    FILE_OF("pages/style/why.css", pages_style_why_css),
    FILE_OF("pages/taken.mustache", pages_taken_mustache),
    FILE_OF("pages/tick.mustache", pages_tick_mustache),
    FILE_OF("pages/today.mustache", pages_today_mustache),
    FILE_OF("pages/told.mustache", pages_told_mustache),
    FILE_OF("pages/top.mustache", pages_top_mustache),
    FILE_OF("pages/trail.mustache", pages_trail_mustache),
    FILE_OF("pages/waiting.mustache", pages_waiting_mustache),
    FILE_OF("pages/webhook-fields.mustache", pages_webhook_fields_mustache),
    FILE_OF("pages/webhook.mustache", pages_webhook_mustache),
    FILE_OF("pages/webhooks.mustache", pages_webhooks_mustache),
    FILE_OF("pages/week.mustache", pages_week_mustache),
    FILE_OF("pages/why.mustache", pages_why_mustache),
    FILE_OF("pages/withdraw.mustache", pages_withdraw_mustache),
    FILE_OF("pages/you-code.mustache", pages_you_code_mustache),
    FILE_OF("pages/you.mustache", pages_you_mustache),
    FILE_OF("pages/zone-line.mustache", pages_zone_line_mustache),
    FILE_OF("passwords/guessed.txt", passwords_guessed_txt),
};

const long embedded_file_count = sizeof files / sizeof files[0];
const char *embedded_file_name(long index) { return files[index].name; }
const unsigned char *embedded_file_bytes(long index) { return files[index].bytes; }
unsigned long embedded_file_size(long index) { return files[index].size; }
