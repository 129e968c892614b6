-- One booking as the server makes it: who asks, then the booking. statements.py compares it with the server.
-- Each client counts for itself, and together they ask for the same starts as posts.lua.
\set n :n + 1
\set number :n * :clients + :client_id
\set place :number % :hosts
\set host :first_host + :place
\set service :first_service + :place
\set reader (:number / 3) % :readers
\set client :first_client + :reader
\set session :first_session + :reader
\set start :first_start + 300 * (:number / :hosts)
\set cell :start / 300
\set end_cell :cell + 1
\set cell_long_before :cell - 576
\set end :start + 300
\set day_before :start - 86400
\set hour_before :start - 3600
\set chance random(1, 9000000000000000000)
\set chance_client random(1, 9000000000000000000)
\set chance_host random(1, 9000000000000000000)

\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
\endpipeline
SELECT id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
    password_generation, created_at, deleted_at, vouched_for FROM users WHERE id = :client AND deleted_at IS NULL
    AND EXISTS (SELECT 1 FROM sessions WHERE sessions.id = :session AND sessions.user_id = users.id
        AND sessions.revoked_at IS NULL AND sessions.expires_at > :now);
ROLLBACK;

\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
\endpipeline
SELECT calendar_links.id FROM calendar_links JOIN calendar_states ON calendar_states.link_id = calendar_links.id
    WHERE calendar_links.host_id IN (SELECT host_id FROM offerings WHERE service_id = :service)
    AND calendar_links.blocks = 1 AND calendar_states.failures = 0 AND calendar_states.looked_at < :now;
ROLLBACK;

\startpipeline
BEGIN ISOLATION LEVEL SERIALIZABLE;
\endpipeline
SELECT nextval(pg_get_serial_sequence('bookings', 'id')) \gset
SELECT id, email, first_name, last_name, display_name, is_admin, is_host, email_verified_at, time_zone, locale,
    password_generation, created_at, deleted_at, vouched_for FROM users WHERE id = :client AND deleted_at IS NULL;
SELECT services.id, services.slug, services.title, services.description, services.duration,
    services.amount_minor, services.currency, offerings.host_id, services.buffer_before, services.buffer_after,
    services.slot_step, services.minimum_notice, services.booking_horizon, services.change_notice,
    services.active, services.created_at,
    users.id, users.email, users.first_name, users.last_name, users.display_name, users.is_admin,
    users.is_host, users.email_verified_at, users.time_zone, users.locale, users.password_generation,
    users.created_at, users.deleted_at, users.vouched_for,
    COALESCE(calendars.time_zone, users.time_zone), services.refund_policy,
    services.bookings_per_person, services.bookings_per_address, services.waiting_room,
    services.questions, services.last_question, services.tax_basis_points, services.tax_note,
    services.right_of_withdrawal, services.withdrawal_days, services.withdrawal_reason
    FROM services JOIN offerings ON offerings.service_id = services.id JOIN users ON users.id = offerings.host_id
    LEFT JOIN calendars ON calendars.host_id = offerings.host_id WHERE services.id = :service;
SELECT weekday, from_minute, to_minute FROM working_hours WHERE host_id = :host
    ORDER BY weekday, from_minute;
SELECT date, intervals FROM date_overrides
    WHERE host_id = :host AND date >= :first_date AND date <= :last_date ORDER BY date;
SELECT 1 FROM stretches WHERE host_id = :host AND first_cell < :end_cell AND first_cell > :cell_long_before
    AND end_cell > :cell AND owner = 'outside_calendar' LIMIT 1;
INSERT INTO bookings (id, user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
    amount_minor, currency, notes, answers, first_cell, end_cell, sequence,
    tax_basis_points, tax_note, withdraw_until, early_start_at,
    change_notice, refund_policy, hold_expires_at, awaits_proof, created_at, updated_at)
    VALUES (:nextval, :client, :service, :host, :start, :five, :scheduled, :not_required,
    :zero, :usd, NULL, NULL, :cell, :end_cell, :zero,
    NULL, NULL, NULL, NULL,
    :zero, :policy, NULL, :zero, :now, :now);
INSERT INTO meetings (booking_id, room, server, opened_at, ends_at, generation, sequence, waiting_room)
    VALUES (:nextval, 'booking-' || :nextval || '-' || :now || '-' || md5(:chance), :jitsi, NULL,
    :end, :zero, :zero, :zero);
INSERT INTO changed_bookings (booking_id) VALUES (:nextval);
INSERT INTO taken_cells (host_id, cell, booking_id) VALUES (:host, :cell, :nextval) ON CONFLICT DO NOTHING;
INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
    VALUES (:host, :cell, :end_cell, :booking, :nextval);
\set shard :nextval % 16
INSERT INTO calendar_versions (host_id, shard, version) VALUES (:host, :shard, 1)
    ON CONFLICT (host_id, shard) DO UPDATE SET version = calendar_versions.version + 1;
INSERT INTO mails (kind, role, booking_id, user_id, scheduled_at, sequence, address, message_id, state,
    attempts, created_at, send_at, note, webhook_id, previous_host_id, participant_id, code_id, about_withdrawal)
    VALUES (:confirmation, :client_role, :nextval, :client, :start, :zero, NULL, md5(:chance_client), :due,
    0, :now, :now, NULL, NULL, NULL, NULL, NULL, :zero),
    (:confirmation, :host_role, :nextval, :host, :start, :zero, NULL, md5(:chance_host), :due,
    0, :now, :now, NULL, NULL, NULL, NULL, NULL, :zero)
    RETURNING id, kind \aset
\set first_mail :id - 1
INSERT INTO jobs (kind, queue, subject_id, detail, due_at, attempt, leased_until, created_at)
    VALUES (:mail, :one, :first_mail, '', :now, 0, 0, :now), (:mail, :one, :id, '', :now, 0, 0, :now),
    (:remind, :zero, :nextval, :start, :day_before, 0, 0, :now),
    (:remind, :zero, :nextval, :start, :hour_before, 0, 0, :now);
INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, created_at, state, attempts, actor,
    previous_start, refund_minor, refund_currency, previous_host_id)
    SELECT webhooks.id, 'evt_' || md5(:chance), :booking_scheduled, CAST(:nextval AS BIGINT), CAST(:now AS BIGINT),
    :due, 0, :client_role, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
    FROM webhook_events JOIN webhooks ON webhooks.id = webhook_events.webhook_id
    WHERE webhook_events.type = :booking_scheduled AND webhooks.active = 1
    RETURNING id, webhook_id;
INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
    VALUES (:now, :client, :booking_created, :nextval, :client, :detail);
COMMIT;
