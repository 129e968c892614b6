-- A practice of 27 November 2026, as the release of that day (migrations 001 to 026) wrote it into its SQLite
-- file (sqlite3 .dump).
-- Bookings 1 to 10 are completed, a no-show, scheduled, moved, cancelled, paid by hand, partly given back by hand,
-- unpaid, pending and expired; 9 and 10 are those of jo@example.com, whose address nobody has proved.
-- JWT_SECRET was "a secret for tests that is long enough", PUBLIC_URL https://practice.example.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    first_name TEXT,
    last_name TEXT,
    display_name TEXT,
    search_text TEXT NOT NULL,
    is_admin BIGINT NOT NULL CHECK (is_admin IN (0, 1)),
    is_host BIGINT NOT NULL CHECK (is_host IN (0, 1)),
    email_verified_at BIGINT,
    time_zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    password_generation BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT
, pending_email TEXT, vouched_for BIGINT NOT NULL DEFAULT 0 CHECK (vouched_for IN (0, 1)));
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
, last_used_at BIGINT, device TEXT);
CREATE TABLE refresh_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE TABLE attempts (
    subject TEXT NOT NULL PRIMARY KEY,
    tried BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE TABLE services (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT,
    duration BIGINT NOT NULL CHECK (duration BETWEEN 5 AND 1440 AND duration % 5 = 0),
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL,
    host_id BIGINT NOT NULL REFERENCES users (id),
    buffer_before BIGINT NOT NULL CHECK (buffer_before BETWEEN 0 AND 720 AND buffer_before % 5 = 0),
    buffer_after BIGINT NOT NULL CHECK (buffer_after BETWEEN 0 AND 720 AND buffer_after % 5 = 0),
    slot_step BIGINT NOT NULL CHECK (slot_step BETWEEN 5 AND 1440 AND slot_step % 5 = 0),
    minimum_notice BIGINT NOT NULL CHECK (minimum_notice BETWEEN 0 AND 525600),
    booking_horizon BIGINT NOT NULL CHECK (booking_horizon BETWEEN 1 AND 730),
    change_notice BIGINT NOT NULL CHECK (change_notice BETWEEN 0 AND 525600),
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL
, refund_policy TEXT NOT NULL DEFAULT '[{"notice":0,"percent":100}]', bookings_per_person BIGINT CHECK (bookings_per_person BETWEEN 1 AND 10000), bookings_per_address BIGINT CHECK (bookings_per_address BETWEEN 1 AND 10000));
CREATE TABLE calendars (
    host_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id),
    time_zone TEXT NOT NULL);
CREATE TABLE calendar_versions (
    host_id BIGINT NOT NULL REFERENCES users (id),
    shard BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (host_id, shard)
);
CREATE TABLE working_hours (
    host_id BIGINT NOT NULL REFERENCES users (id),
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute BIGINT NOT NULL CHECK (from_minute BETWEEN 0 AND 1435 AND from_minute % 5 = 0),
    to_minute BIGINT NOT NULL CHECK (to_minute BETWEEN 0 AND 1440 AND to_minute % 5 = 0),
    PRIMARY KEY (host_id, weekday, from_minute)
);
CREATE TABLE date_overrides (
    host_id BIGINT NOT NULL REFERENCES users (id),
    date TEXT NOT NULL,
    intervals TEXT NOT NULL,
    PRIMARY KEY (host_id, date)
);
CREATE TABLE bookings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id),
    service_id BIGINT NOT NULL REFERENCES services (id),
    host_id BIGINT NOT NULL REFERENCES users (id),
    scheduled_at BIGINT NOT NULL CHECK (scheduled_at % 300 = 0),
    duration BIGINT NOT NULL CHECK (duration BETWEEN 5 AND 1440),
    status TEXT NOT NULL
        CHECK (status IN ('pending', 'scheduled', 'completed', 'no_show', 'cancelled', 'expired')),
    payment_status TEXT NOT NULL
        CHECK (payment_status IN ('not_required', 'requires_payment_method', 'requires_action', 'processing',
            'succeeded', 'canceled', 'failed', 'refunded', 'partially_refunded', 'disputed')),
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL,
    notes TEXT,
    jitsi_room_id TEXT UNIQUE,
    jitsi_room_url TEXT,
    first_cell BIGINT NOT NULL,
    end_cell BIGINT NOT NULL CHECK (end_cell > first_cell),
    sequence BIGINT NOT NULL,
    change_notice BIGINT NOT NULL,
    hold_expires_at BIGINT,
    cancelled_at BIGINT,
    cancel_reason TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL, refund_policy TEXT NOT NULL DEFAULT '[{"notice":0,"percent":100}]', refunded_minor BIGINT NOT NULL DEFAULT 0, owed_minor BIGINT, awaits_proof BIGINT NOT NULL DEFAULT 0 CHECK (awaits_proof IN (0, 1)),
    CHECK (status <> 'pending' OR hold_expires_at IS NOT NULL)
);
CREATE TABLE taken_cells (
    host_id BIGINT NOT NULL REFERENCES users (id),
    cell BIGINT NOT NULL,
    booking_id BIGINT NOT NULL,
    PRIMARY KEY (host_id, cell)
);
CREATE TABLE IF NOT EXISTS "idempotency_keys" (
    user_id BIGINT NOT NULL REFERENCES users (id),
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    booking_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    detail TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL
, queue BIGINT NOT NULL DEFAULT 0, failures BIGINT NOT NULL DEFAULT 0, unwritten BIGINT NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS "mails" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'reminder', 'cancellation', 'rescheduling',
        'verify_email', 'reset_password', 'payment_receipt', 'payment_refunded', 'slot_lost', 'notice')),
    role TEXT NOT NULL CHECK (role IN ('client', 'host', 'account')),
    booking_id BIGINT,
    user_id BIGINT NOT NULL REFERENCES users (id),
    scheduled_at BIGINT,
    sequence BIGINT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'parked', 'dropped')),
    attempts BIGINT NOT NULL,
    error TEXT,
    created_at BIGINT NOT NULL,
    send_at BIGINT NOT NULL,
    sent_at BIGINT
, address TEXT, note TEXT CHECK (length(note) <= 500), webhook_id BIGINT);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    actor_id BIGINT,
    action TEXT NOT NULL,
    booking_id BIGINT,
    user_id BIGINT,
    detail TEXT NOT NULL
);
CREATE TABLE payments (
    intent_id TEXT NOT NULL PRIMARY KEY,
    booking_id BIGINT NOT NULL,
    status TEXT NOT NULL
        CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing',
            'requires_capture', 'canceled', 'succeeded')),
    failure TEXT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    booking_id BIGINT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('charge', 'refund', 'refund_failed', 'dispute', 'dispute_won', 'fee')),
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    currency TEXT NOT NULL,
    intent_id TEXT,
    reference TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (kind, reference)
);
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    booking_id BIGINT NOT NULL,
    intent_id TEXT,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    reason TEXT NOT NULL
        CHECK (reason IN ('policy', 'practice', 'late', 'cancelled', 'wrong_amount', 'twice', 'admin')),
    state TEXT NOT NULL CHECK (state IN ('due', 'pending', 'succeeded', 'failed')),
    token TEXT NOT NULL UNIQUE,
    company_id TEXT UNIQUE,
    error TEXT,
    actor_id BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
, refusals BIGINT NOT NULL DEFAULT 0);
CREATE TABLE stripe_events (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    intent_id TEXT,
    created_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE TABLE receipts (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    booking_id BIGINT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    issued_at BIGINT NOT NULL
);
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    secret_generation BIGINT NOT NULL,
    created_at BIGINT NOT NULL
, failures BIGINT NOT NULL DEFAULT 0, failing_since BIGINT, switched_off_at BIGINT, switched_off_because TEXT);
CREATE TABLE webhook_events (
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    PRIMARY KEY (webhook_id, type)
);
CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    booking_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'parked', 'dropped')),
    attempts BIGINT NOT NULL,
    status_code BIGINT,
    error TEXT,
    sent_at BIGINT
, actor TEXT, previous_start BIGINT, refund_minor BIGINT, refund_currency TEXT);
CREATE TABLE signing_secrets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    present TEXT NOT NULL,
    previous TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    UNIQUE (present, previous)
);
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL);
DELETE FROM sqlite_sequence;
INSERT INTO users VALUES(1,'boss@example.com','$argon2id$v=19$m=19456,t=2,p=1$3gW4vuCULn3vPKF1FR4vmg$TE+OTmY6w4YjQRtJi611Evr8XPnOFuG6rjpf/Xi5kO4','Consultant',NULL,NULL,'boss@example.com consultant',1,1,NULL,'UTC','en',0,1795816010,NULL,NULL,0);
INSERT INTO users VALUES(2,'mia@example.com','$argon2id$v=19$m=19456,t=2,p=1$fam6/oii7d00i7GetEI29A$veteSdeAZoqQ+YavD/Qgqw2yE2AAenpBAOxBYNZBmag','Mia','Schmidt',NULL,'mia@example.com mia schmidt',0,0,1795816042,'Europe/Berlin','de',0,1795816041,NULL,NULL,0);
INSERT INTO users VALUES(3,'jo@example.com','$argon2id$v=19$m=19456,t=2,p=1$YQEWexRv1qywfAefNMxQww$08cDh23FxXsKjO8ta548qdUax3vAAkg2tH829uZ/9L8','Jo',NULL,NULL,'jo@example.com jo',0,0,NULL,'UTC','en',0,1795816043,NULL,NULL,0);
INSERT INTO sessions VALUES(1,1,1795816041,1798408041,NULL,1795816041,'Python-urllib');
INSERT INTO sessions VALUES(2,2,1795816041,1798408041,NULL,1795816041,'Python-urllib');
INSERT INTO sessions VALUES(3,3,1795816043,1798408043,NULL,1795816043,'Python-urllib');
INSERT INTO sessions VALUES(4,1,1795816501,1798408501,NULL,1795816501,'Python-urllib');
INSERT INTO sessions VALUES(5,1,1795816517,1798408517,NULL,1795816517,'curl');
INSERT INTO sessions VALUES(6,2,1795816518,1798408518,NULL,1795816518,'curl');
INSERT INTO refresh_tokens VALUES('7e70c1340c4c81751f56aca946f6f1701762ea4b599f0f9176d5ddaf537c7f90',1,1795816041,NULL);
INSERT INTO refresh_tokens VALUES('fe493e39a4f61a63711cde53630240e95d7bbd5451fffc1280c51e60e5688694',2,1795816041,NULL);
INSERT INTO refresh_tokens VALUES('b58e8a968a84c9d0042caa9eb6c9af75fa35c2e008a975aaa5b15941f1d64666',3,1795816043,NULL);
INSERT INTO refresh_tokens VALUES('869fc1da8c9e0c1185fdcd6d7386bd97d3efe1103fdd9332cb5eb0940c8abe17',4,1795816501,NULL);
INSERT INTO refresh_tokens VALUES('f1b5856436b7bee08252f15b718031ba42d6357ca4e5410be593e62730553621',5,1795816517,NULL);
INSERT INTO refresh_tokens VALUES('a169ed396e31ba781372e70f936e88266e74157d692a4c21fe3fdd31367d5f98',6,1795816518,NULL);
INSERT INTO services VALUES(1,'consultation','Consultation',NULL,60,0,'usd',1,0,0,60,60,60,0,1,1795816010,'[{"notice":0,"percent":100}]',NULL,NULL);
INSERT INTO services VALUES(2,'short-call','Short call',NULL,5,0,'usd',1,0,0,5,0,60,0,1,1795816041,'[{"notice":0,"percent":100}]',NULL,NULL);
INSERT INTO services VALUES(3,'advice','Advice',NULL,60,10000,'usd',1,5,10,60,0,60,0,1,1795816041,'[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]',NULL,NULL);
INSERT INTO calendars VALUES(1,'UTC');
INSERT INTO calendar_versions VALUES(1,0,5);
INSERT INTO calendar_versions VALUES(1,1,1);
INSERT INTO calendar_versions VALUES(1,2,1);
INSERT INTO calendar_versions VALUES(1,3,1);
INSERT INTO calendar_versions VALUES(1,4,3);
INSERT INTO calendar_versions VALUES(1,5,2);
INSERT INTO calendar_versions VALUES(1,6,1);
INSERT INTO calendar_versions VALUES(1,7,1);
INSERT INTO calendar_versions VALUES(1,8,1);
INSERT INTO calendar_versions VALUES(1,9,1);
INSERT INTO calendar_versions VALUES(1,10,2);
INSERT INTO working_hours VALUES(1,1,0,1440);
INSERT INTO working_hours VALUES(1,2,0,1440);
INSERT INTO working_hours VALUES(1,3,0,1440);
INSERT INTO working_hours VALUES(1,4,0,1440);
INSERT INTO working_hours VALUES(1,5,0,1440);
INSERT INTO working_hours VALUES(1,6,0,1440);
INSERT INTO working_hours VALUES(1,7,0,1440);
INSERT INTO bookings VALUES(1,2,2,1,1795816200,5,'completed','not_required',0,'usd',NULL,'booking-1-1795816043-zor2zd42zop6gyrb4gldwrsu5v67ttg3','https://meet.jit.si/booking-1-1795816043-zor2zd42zop6gyrb4gldwrsu5v67ttg3',5986054,5986055,0,0,NULL,NULL,NULL,1795816043,1795816501,'[{"notice":0,"percent":100}]',0,NULL,0);
INSERT INTO bookings VALUES(2,2,2,1,1795816500,5,'no_show','not_required',0,'usd',NULL,'booking-2-1795816043-knqsrvwmnr7vpku4mbwl6psqer64rfso','https://meet.jit.si/booking-2-1795816043-knqsrvwmnr7vpku4mbwl6psqer64rfso',5986055,5986056,0,0,NULL,NULL,NULL,1795816043,1795816503,'[{"notice":0,"percent":100}]',0,NULL,0);
INSERT INTO bookings VALUES(3,2,1,1,1796637600,60,'scheduled','not_required',0,'usd','First visit; “quoted”','booking-3-1795816043-gmn7em2xjca7r4q6ytzwrdpslih7l55b','https://meet.jit.si/booking-3-1795816043-gmn7em2xjca7r4q6ytzwrdpslih7l55b',5988792,5988804,0,0,NULL,NULL,NULL,1795816043,1795816043,'[{"notice":0,"percent":100}]',0,NULL,0);
INSERT INTO bookings VALUES(4,2,1,1,1796734800,60,'scheduled','not_required',0,'usd',NULL,'booking-4-1795816043-wgdp626tq3wdckvxkvptyxyapm3h4xfn','https://meet.jit.si/booking-4-1795816043-wgdp626tq3wdckvxkvptyxyapm3h4xfn',5989116,5989128,1,0,NULL,NULL,NULL,1795816043,1795816043,'[{"notice":0,"percent":100}]',0,NULL,0);
INSERT INTO bookings VALUES(5,2,1,1,1796810400,60,'cancelled','not_required',0,'usd',NULL,'booking-5-1795816043-5nw5mieuarp43zk3xn5pjya3vzoqumts','https://meet.jit.si/booking-5-1795816043-5nw5mieuarp43zk3xn5pjya3vzoqumts',5989368,5989380,1,0,NULL,1795816043,'Ill',1795816043,1795816043,'[{"notice":0,"percent":100}]',0,0,0);
INSERT INTO bookings VALUES(6,2,3,1,1796896800,60,'scheduled','succeeded',10000,'usd',NULL,'booking-6-1795816043-gb2nve4rehttjrd4slwkoex3vmdjc47a','https://meet.jit.si/booking-6-1795816043-gb2nve4rehttjrd4slwkoex3vmdjc47a',5989655,5989670,0,0,NULL,NULL,NULL,1795816043,1795816043,'[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]',0,NULL,0);
INSERT INTO bookings VALUES(7,2,3,1,1796983200,60,'scheduled','partially_refunded',10000,'usd',NULL,'booking-7-1795816043-ijd7xqzo2g5xzd5zd36pdnuk7oanc52p','https://meet.jit.si/booking-7-1795816043-ijd7xqzo2g5xzd5zd36pdnuk7oanc52p',5989943,5989958,0,0,NULL,NULL,NULL,1795816043,1795816043,'[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]',4000,NULL,0);
INSERT INTO bookings VALUES(8,2,3,1,1797242400,60,'scheduled','requires_payment_method',10000,'usd',NULL,'booking-8-1795816043-3nyatj6tpb5bzuvf3d6woo3mihaajl22','https://meet.jit.si/booking-8-1795816043-3nyatj6tpb5bzuvf3d6woo3mihaajl22',5990807,5990822,0,0,NULL,NULL,NULL,1795816043,1795816043,'[{"notice":2880,"percent":100},{"notice":1440,"percent":50}]',0,NULL,0);
INSERT INTO bookings VALUES(9,3,1,1,1797328800,60,'pending','not_required',0,'usd',NULL,'booking-9-1795816043-vcktvvarjaomuei6o5jzo3fssrgey6oz','https://meet.jit.si/booking-9-1795816043-vcktvvarjaomuei6o5jzo3fssrgey6oz',5991096,5991108,0,0,1795817843,NULL,NULL,1795816043,1795816043,'[{"notice":0,"percent":100}]',0,NULL,1);
INSERT INTO bookings VALUES(10,3,1,1,1797415200,60,'expired','not_required',0,'usd',NULL,'booking-10-1795816043-ma7civy3s5dyfdzsjepkngmizjiykfaa','https://meet.jit.si/booking-10-1795816043-ma7civy3s5dyfdzsjepkngmizjiykfaa',5991384,5991396,0,0,1795816042,NULL,NULL,1795816043,1795816043,'[{"notice":0,"percent":100}]',0,NULL,0);
INSERT INTO taken_cells VALUES(1,5986054,1);
INSERT INTO taken_cells VALUES(1,5986055,2);
INSERT INTO taken_cells VALUES(1,5988792,3);
INSERT INTO taken_cells VALUES(1,5988793,3);
INSERT INTO taken_cells VALUES(1,5988794,3);
INSERT INTO taken_cells VALUES(1,5988795,3);
INSERT INTO taken_cells VALUES(1,5988796,3);
INSERT INTO taken_cells VALUES(1,5988797,3);
INSERT INTO taken_cells VALUES(1,5988798,3);
INSERT INTO taken_cells VALUES(1,5988799,3);
INSERT INTO taken_cells VALUES(1,5988800,3);
INSERT INTO taken_cells VALUES(1,5988801,3);
INSERT INTO taken_cells VALUES(1,5988802,3);
INSERT INTO taken_cells VALUES(1,5988803,3);
INSERT INTO taken_cells VALUES(1,5989116,4);
INSERT INTO taken_cells VALUES(1,5989117,4);
INSERT INTO taken_cells VALUES(1,5989118,4);
INSERT INTO taken_cells VALUES(1,5989119,4);
INSERT INTO taken_cells VALUES(1,5989120,4);
INSERT INTO taken_cells VALUES(1,5989121,4);
INSERT INTO taken_cells VALUES(1,5989122,4);
INSERT INTO taken_cells VALUES(1,5989123,4);
INSERT INTO taken_cells VALUES(1,5989124,4);
INSERT INTO taken_cells VALUES(1,5989125,4);
INSERT INTO taken_cells VALUES(1,5989126,4);
INSERT INTO taken_cells VALUES(1,5989127,4);
INSERT INTO taken_cells VALUES(1,5989655,6);
INSERT INTO taken_cells VALUES(1,5989656,6);
INSERT INTO taken_cells VALUES(1,5989657,6);
INSERT INTO taken_cells VALUES(1,5989658,6);
INSERT INTO taken_cells VALUES(1,5989659,6);
INSERT INTO taken_cells VALUES(1,5989660,6);
INSERT INTO taken_cells VALUES(1,5989661,6);
INSERT INTO taken_cells VALUES(1,5989662,6);
INSERT INTO taken_cells VALUES(1,5989663,6);
INSERT INTO taken_cells VALUES(1,5989664,6);
INSERT INTO taken_cells VALUES(1,5989665,6);
INSERT INTO taken_cells VALUES(1,5989666,6);
INSERT INTO taken_cells VALUES(1,5989667,6);
INSERT INTO taken_cells VALUES(1,5989668,6);
INSERT INTO taken_cells VALUES(1,5989669,6);
INSERT INTO taken_cells VALUES(1,5989943,7);
INSERT INTO taken_cells VALUES(1,5989944,7);
INSERT INTO taken_cells VALUES(1,5989945,7);
INSERT INTO taken_cells VALUES(1,5989946,7);
INSERT INTO taken_cells VALUES(1,5989947,7);
INSERT INTO taken_cells VALUES(1,5989948,7);
INSERT INTO taken_cells VALUES(1,5989949,7);
INSERT INTO taken_cells VALUES(1,5989950,7);
INSERT INTO taken_cells VALUES(1,5989951,7);
INSERT INTO taken_cells VALUES(1,5989952,7);
INSERT INTO taken_cells VALUES(1,5989953,7);
INSERT INTO taken_cells VALUES(1,5989954,7);
INSERT INTO taken_cells VALUES(1,5989955,7);
INSERT INTO taken_cells VALUES(1,5989956,7);
INSERT INTO taken_cells VALUES(1,5989957,7);
INSERT INTO taken_cells VALUES(1,5990807,8);
INSERT INTO taken_cells VALUES(1,5990808,8);
INSERT INTO taken_cells VALUES(1,5990809,8);
INSERT INTO taken_cells VALUES(1,5990810,8);
INSERT INTO taken_cells VALUES(1,5990811,8);
INSERT INTO taken_cells VALUES(1,5990812,8);
INSERT INTO taken_cells VALUES(1,5990813,8);
INSERT INTO taken_cells VALUES(1,5990814,8);
INSERT INTO taken_cells VALUES(1,5990815,8);
INSERT INTO taken_cells VALUES(1,5990816,8);
INSERT INTO taken_cells VALUES(1,5990817,8);
INSERT INTO taken_cells VALUES(1,5990818,8);
INSERT INTO taken_cells VALUES(1,5990819,8);
INSERT INTO taken_cells VALUES(1,5990820,8);
INSERT INTO taken_cells VALUES(1,5990821,8);
INSERT INTO taken_cells VALUES(1,5991096,9);
INSERT INTO taken_cells VALUES(1,5991097,9);
INSERT INTO taken_cells VALUES(1,5991098,9);
INSERT INTO taken_cells VALUES(1,5991099,9);
INSERT INTO taken_cells VALUES(1,5991100,9);
INSERT INTO taken_cells VALUES(1,5991101,9);
INSERT INTO taken_cells VALUES(1,5991102,9);
INSERT INTO taken_cells VALUES(1,5991103,9);
INSERT INTO taken_cells VALUES(1,5991104,9);
INSERT INTO taken_cells VALUES(1,5991105,9);
INSERT INTO taken_cells VALUES(1,5991106,9);
INSERT INTO taken_cells VALUES(1,5991107,9);
INSERT INTO jobs VALUES(1,'housekeeping',0,'',1795819610,1,0,1795816010,0,0,0);
INSERT INTO jobs VALUES(10,'remind',3,'1796637600',1796551200,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(11,'remind',3,'1796637600',1796634000,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(14,'remind',4,'1796724000',1796637600,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(15,'remind',4,'1796724000',1796720400,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(18,'remind',4,'1796734800',1796648400,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(19,'remind',4,'1796734800',1796731200,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(22,'remind',5,'1796810400',1796724000,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(23,'remind',5,'1796810400',1796806800,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(28,'remind',6,'1796896800',1796810400,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(29,'remind',6,'1796896800',1796893200,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(33,'remind',7,'1796983200',1796896800,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(34,'remind',7,'1796983200',1796979600,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(39,'remind',8,'1797242400',1797156000,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(40,'remind',8,'1797242400',1797238800,0,0,1795816043,0,0,0);
INSERT INTO jobs VALUES(41,'proof',9,'',1795817843,0,0,1795816043,0,0,0);
INSERT INTO mails VALUES(1,'verify_email','account',NULL,2,NULL,0,'143c9bd2cbd63f0084f998818a709149','sent',1,NULL,1795816041,1795816041,1795816042,NULL,NULL,NULL);
INSERT INTO mails VALUES(2,'verify_email','account',NULL,3,NULL,0,'21c9544e63b16a00cdb009a4767b2634','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(3,'confirmation','client',1,2,1795816200,0,'9f9a8983dc26c3f6e4113d1f87505377','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(4,'confirmation','host',1,1,1795816200,0,'4244263022fce0869ec9e20a9f0ca2c1','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(5,'confirmation','client',2,2,1795816500,0,'cd32560f7c821c730b9a9f39fa2348c7','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(6,'confirmation','host',2,1,1795816500,0,'aa1f48f2fb5eb97cd8a82314a84fb684','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(7,'confirmation','client',3,2,1796637600,0,'54e6949065cc8a49e418276e3ab513f6','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(8,'confirmation','host',3,1,1796637600,0,'c8017c2b0610520bccedb8e54cafea7c','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(9,'confirmation','client',4,2,1796724000,0,'392030291b8618310052573822015376','dropped',0,NULL,1795816043,1795816043,NULL,NULL,NULL,NULL);
INSERT INTO mails VALUES(10,'confirmation','host',4,1,1796724000,0,'92b0b5ff3c79590b6af619484452a3d7','dropped',0,NULL,1795816043,1795816043,NULL,NULL,NULL,NULL);
INSERT INTO mails VALUES(11,'rescheduling','client',4,2,1796734800,1,'109f2ebe13a20bcdf1d29da77853a0e8','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(12,'rescheduling','host',4,1,1796734800,1,'bdc3271df0ec69a7cfcffe72c9e3f23f','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(13,'confirmation','client',5,2,1796810400,0,'e1892054d83eedd548a7e1d766f090ca','dropped',0,NULL,1795816043,1795816043,NULL,NULL,NULL,NULL);
INSERT INTO mails VALUES(14,'confirmation','host',5,1,1796810400,0,'4003b11b8969586f63c43aec5b9e3aae','dropped',0,NULL,1795816043,1795816043,NULL,NULL,NULL,NULL);
INSERT INTO mails VALUES(15,'cancellation','client',5,2,1796810400,1,'441a3d1464c21f46db42575b5ac6a73e','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(16,'cancellation','host',5,1,1796810400,1,'d29e72da3ceb01abe2400623522590fc','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(17,'confirmation','client',6,2,1796896800,0,'37e81de1570e0dde9d5c6f59917a7ecf','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(18,'confirmation','host',6,1,1796896800,0,'6a0e9c66096413a5b05d56f69be63d84','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(19,'payment_receipt','client',6,2,1796896800,0,'95ca9049a823e8d1aa70d72e5e78469c','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(20,'confirmation','client',7,2,1796983200,0,'4ca8eb4e4b5e2d499c7e67765cd33961','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(21,'confirmation','host',7,1,1796983200,0,'c0b52683d957903dd676dec3f2e87736','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(22,'payment_receipt','client',7,2,1796983200,0,'9a047cf4c75bceb73f3de35fb250340d','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(23,'payment_refunded','client',7,2,1796983200,0,'7ab22ff783781f38e7db1c0101d29690','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(24,'confirmation','client',8,2,1797242400,0,'fa5084aa0d4d42b84661a961aa75c09e','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(25,'confirmation','host',8,1,1797242400,0,'2ba2887dbe4b49cfa7dc32e4b5eba4df','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(26,'verify_email','account',NULL,3,NULL,0,'c42fc1b0ebabdf50b49d9bdae0bc5b49','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO mails VALUES(27,'verify_email','account',NULL,3,NULL,0,'3fa527e0618235bbf95dbe4f4ad882cb','sent',1,NULL,1795816043,1795816043,1795816043,NULL,NULL,NULL);
INSERT INTO audit VALUES(1,1795816010,NULL,'user.registered',NULL,1,'{"first":"true"}');
INSERT INTO audit VALUES(2,1795816041,1,'hours.changed',NULL,1,'{}');
INSERT INTO audit VALUES(3,1795816041,1,'service.created',NULL,NULL,'{"service":"2"}');
INSERT INTO audit VALUES(4,1795816041,1,'service.created',NULL,NULL,'{"service":"3"}');
INSERT INTO audit VALUES(5,1795816041,2,'user.registered',NULL,2,'{}');
INSERT INTO audit VALUES(6,1795816042,2,'user.email_verified',NULL,2,'{}');
INSERT INTO audit VALUES(7,1795816043,3,'user.registered',NULL,3,'{}');
INSERT INTO audit VALUES(8,1795816043,2,'booking.created',1,2,'{"scheduled_at":"2026-11-27T21:50:00Z"}');
INSERT INTO audit VALUES(9,1795816043,2,'booking.created',2,2,'{"scheduled_at":"2026-11-27T21:55:00Z"}');
INSERT INTO audit VALUES(10,1795816043,2,'booking.created',3,2,'{"scheduled_at":"2026-12-07T10:00:00Z"}');
INSERT INTO audit VALUES(11,1795816043,2,'booking.created',4,2,'{"scheduled_at":"2026-12-08T10:00:00Z"}');
INSERT INTO audit VALUES(12,1795816043,2,'booking.rescheduled',4,2,'{"from":"2026-12-08T10:00:00Z","to":"2026-12-08T13:00:00Z"}');
INSERT INTO audit VALUES(13,1795816043,2,'booking.created',5,2,'{"scheduled_at":"2026-12-09T10:00:00Z"}');
INSERT INTO audit VALUES(14,1795816043,2,'booking.cancelled',5,2,'{}');
INSERT INTO audit VALUES(15,1795816043,2,'booking.created',6,2,'{"scheduled_at":"2026-12-10T10:00:00Z"}');
INSERT INTO audit VALUES(16,1795816043,1,'booking.marked_paid',6,2,'{}');
INSERT INTO audit VALUES(17,1795816043,2,'booking.created',7,2,'{"scheduled_at":"2026-12-11T10:00:00Z"}');
INSERT INTO audit VALUES(18,1795816043,1,'booking.marked_paid',7,2,'{}');
INSERT INTO audit VALUES(19,1795816043,1,'refund.by_hand',7,2,'{"amount":"40.00","reason":"admin"}');
INSERT INTO audit VALUES(20,1795816043,2,'booking.created',8,2,'{"scheduled_at":"2026-12-14T10:00:00Z"}');
INSERT INTO audit VALUES(21,1795816043,3,'booking.created',9,3,'{"scheduled_at":"2026-12-15T10:00:00Z"}');
INSERT INTO audit VALUES(22,1795816043,3,'booking.created',10,3,'{"scheduled_at":"2026-12-16T10:00:00Z"}');
INSERT INTO audit VALUES(23,1795816043,NULL,'booking.expired',10,3,'{}');
INSERT INTO audit VALUES(24,1795816501,1,'booking.completed',1,2,'{}');
INSERT INTO audit VALUES(25,1795816503,1,'booking.no_show',2,2,'{}');
INSERT INTO ledger VALUES(1,6,'charge',10000,'usd',NULL,'by-hand-e65d423f0a3e23d1780ea4151ca0afed',1795816043);
INSERT INTO ledger VALUES(2,7,'charge',10000,'usd',NULL,'by-hand-e8a2049b8a2feb272758b5c19e7b22f0',1795816043);
INSERT INTO ledger VALUES(3,7,'refund',4000,'usd',NULL,'72132a39455b822b5bc8d78078c402d7',1795816043);
INSERT INTO refunds VALUES(1,7,NULL,4000,'usd','admin','succeeded','72132a39455b822b5bc8d78078c402d7',NULL,NULL,1,1795816043,1795816043,0);
INSERT INTO receipts VALUES(1,6,'by-hand-e65d423f0a3e23d1780ea4151ca0afed',1795816043);
INSERT INTO receipts VALUES(2,7,'by-hand-e8a2049b8a2feb272758b5c19e7b22f0',1795816043);
INSERT INTO migrations VALUES('001 accounts',1795816010);
INSERT INTO migrations VALUES('002 availability',1795816010);
INSERT INTO migrations VALUES('003 bookings',1795816010);
INSERT INTO migrations VALUES('004 jobs and mails',1795816010);
INSERT INTO migrations VALUES('005 audit',1795816010);
INSERT INTO migrations VALUES('006 contention',1795816010);
INSERT INTO migrations VALUES('007 status beside time',1795816010);
INSERT INTO migrations VALUES('008 subject before kind',1795816010);
INSERT INTO migrations VALUES('009 payments',1795816010);
INSERT INTO migrations VALUES('010 webhooks',1795816010);
INSERT INTO migrations VALUES('011 stretches in the index',1795816010);
INSERT INTO migrations VALUES('012 owed',1795816010);
INSERT INTO migrations VALUES('013 refusals',1795816010);
INSERT INTO migrations VALUES('014 servers',1795816010);
INSERT INTO migrations VALUES('015 lists',1795816010);
INSERT INTO migrations VALUES('016 used refresh tokens',1795816010);
INSERT INTO migrations VALUES('017 accounts in their owners'' hands',1795816010);
INSERT INTO migrations VALUES('018 united addresses',1795816010);
INSERT INTO migrations VALUES('019 vouched for',1795816010);
INSERT INTO migrations VALUES('020 awaits proof',1795816010);
INSERT INTO migrations VALUES('021 bookings per person and address',1795816010);
INSERT INTO migrations VALUES('022 notes of mails',1795816010);
INSERT INTO migrations VALUES('023 queues',1795816010);
INSERT INTO migrations VALUES('024 receivers',1795816010);
INSERT INTO migrations VALUES('025 news',1795816010);
INSERT INTO migrations VALUES('026 audit of a booking in order',1795816010);
INSERT INTO sqlite_sequence VALUES('mails',27);
INSERT INTO sqlite_sequence VALUES('ledger',3);
INSERT INTO sqlite_sequence VALUES('jobs',44);
INSERT INTO sqlite_sequence VALUES('signing_secrets',26);
INSERT INTO sqlite_sequence VALUES('users',3);
INSERT INTO sqlite_sequence VALUES('audit',25);
INSERT INTO sqlite_sequence VALUES('services',3);
INSERT INTO sqlite_sequence VALUES('sessions',6);
INSERT INTO sqlite_sequence VALUES('bookings',10);
INSERT INTO sqlite_sequence VALUES('webhook_deliveries',0);
INSERT INTO sqlite_sequence VALUES('refunds',1);
CREATE INDEX users_by_right ON users (is_admin);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);
CREATE INDEX attempts_by_end ON attempts (ends_at);
CREATE INDEX services_by_host ON services (host_id);
CREATE INDEX bookings_by_client ON bookings (user_id, scheduled_at, id);
CREATE INDEX bookings_by_host ON bookings (host_id, scheduled_at, id);
CREATE INDEX audit_by_user ON audit (user_id);
CREATE INDEX audit_by_actor ON audit (actor_id);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
CREATE INDEX mails_by_booking ON mails (booking_id, kind);
CREATE INDEX mails_by_user ON mails (user_id);
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX jobs_by_subject ON jobs (subject_id, kind);
CREATE INDEX payments_by_booking ON payments (booking_id);
CREATE INDEX ledger_by_booking ON ledger (booking_id);
CREATE INDEX refunds_by_booking ON refunds (booking_id);
CREATE INDEX stripe_events_by_age ON stripe_events (received_at);
CREATE INDEX receipts_by_booking ON receipts (booking_id);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);
CREATE INDEX bookings_by_cell ON bookings (host_id, first_cell, end_cell, status);
CREATE INDEX bookings_pending ON bookings (status, scheduled_at, id) WHERE status = 'pending';
CREATE INDEX bookings_by_time ON bookings (scheduled_at, id, status, payment_status);
CREATE INDEX bookings_by_service ON bookings (service_id, scheduled_at, id);
CREATE INDEX refresh_tokens_by_use ON refresh_tokens (used_at);
CREATE INDEX jobs_by_turn ON jobs (kind, queue, due_at, id);
CREATE INDEX jobs_unwritten ON jobs (unwritten) WHERE unwritten > 0;
CREATE INDEX audit_by_booking ON audit (booking_id, id);
