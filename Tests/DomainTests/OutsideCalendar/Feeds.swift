/// December 2026 of five calendars, in the manner of the programs that people use. Ada is ada@example.org.
enum Feeds {
    static let all = [google, outlook, proton, nextcloud, thunderbird]

    /// UTC and the zone's own name, exceptions in the series' zone, changes as events, invitations by PARTSTAT.
    static let google = """
        BEGIN:VCALENDAR
        PRODID:-//Google Inc//Google Calendar 70.9054//EN
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:Ada Example
        X-WR-TIMEZONE:Europe/Berlin
        BEGIN:VTIMEZONE
        TZID:Europe/Berlin
        X-LIC-LOCATION:Europe/Berlin
        BEGIN:DAYLIGHT
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        DTSTART:19700329T020000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        BEGIN:STANDARD
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        DTSTART:19701025T030000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        DTSTART;TZID=Europe/Berlin:20261006T100000
        DTEND;TZID=Europe/Berlin:20261006T103000
        RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261222T225959Z;BYDAY=TU
        EXDATE;TZID=Europe/Berlin:20261208T100000
        DTSTAMP:20261128T120000Z
        UID:0a1b2c3d4e5f60718293a4b5c6@google.com
        SUMMARY:Round
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        BEGIN:VALARM
        ACTION:DISPLAY
        TRIGGER:-P0DT0H10M0S
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;TZID=Europe/Berlin:20261216T160000
        DTEND;TZID=Europe/Berlin:20261216T170000
        DTSTAMP:20261128T120000Z
        UID:0a1b2c3d4e5f60718293a4b5c6@google.com
        RECURRENCE-ID;TZID=Europe/Berlin:20261215T100000
        SUMMARY:Round\\, moved
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261210
        DTEND;VALUE=DATE:20261211
        UID:birthday@google.com
        RRULE:FREQ=YEARLY
        SUMMARY:A birthday
        TRANSP:TRANSPARENT
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20261203T130000Z
        DTEND:20261203T140000Z
        ORGANIZER;CN=bob@example.org:mailto:bob@example.org
        UID:declined@google.com
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Ada E
         xample;X-NUM-GUESTS=0:mailto:ada@example.org
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=bob@e
         xample.org;X-NUM-GUESTS=0:mailto:bob@example.org
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20261204T130000Z
        DTEND:20261204T140000Z
        UID:accepted@google.com
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ada E
         xample;X-NUM-GUESTS=0:mailto:ada@example.org
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        END:VEVENT
        END:VCALENDAR

        """

    /// A mark of the byte order, names of Windows' zones, one of the tenant's own with a bare colon, and BUSYSTATUS.
    static let outlook = """
        \u{FEFF}BEGIN:VCALENDAR
        METHOD:PUBLISH
        PRODID:Microsoft Exchange Server 2010
        VERSION:2.0
        X-WR-CALNAME:Kalender
        BEGIN:VTIMEZONE
        TZID:W. Europe Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VTIMEZONE
        TZID:(UTC-03:00) Somewhere\\, Elsewhere
        BEGIN:STANDARD
        DTSTART:16010101T000000
        TZOFFSETFROM:-0300
        TZOFFSETTO:-0300
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:040000008200E00074C5B7101A82E00800000000
        SUMMARY:Besprechung
        DTSTART;TZID=W. Europe Standard Time:20261130T090000
        DTEND;TZID=W. Europe Standard Time:20261130T100000
        RRULE:FREQ=WEEKLY;UNTIL=20261216T080000Z;INTERVAL=1;BYDAY=MO,WE;WKST=MO
        EXDATE;TZID=W. Europe Standard Time:20261207T090000,20261209T090000
        CLASS:PUBLIC
        PRIORITY:5
        TRANSP:OPAQUE
        STATUS:CONFIRMED
        SEQUENCE:0
        X-MICROSOFT-CDO-APPT-SEQUENCE:0
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
        X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
        END:VEVENT
        BEGIN:VEVENT
        UID:040000008200E00074C5B7101A82E00800000001
        DTSTART;TZID=(UTC-03:00) Somewhere\\, Elsewhere:20261203T090000
        DTEND;TZID=(UTC-03:00) Somewhere\\, Elsewhere:20261203T093000
        X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
        END:VEVENT
        BEGIN:VEVENT
        UID:040000008200E00074C5B7101A82E00800000002
        DTSTART;VALUE=DATE:20261204
        DTEND;VALUE=DATE:20261205
        X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        UID:040000008200E00074C5B7101A82E00800000003
        DTSTART;TZID=W. Europe Standard Time:20261224T000000
        DTEND;TZID=W. Europe Standard Time:20261227T000000
        X-MICROSOFT-CDO-BUSYSTATUS:OOF
        END:VEVENT
        END:VCALENDAR

        """

    /// Zones of other places, a rule by the place of a weekday in its month, and days that repeat.
    static let proton = """
        BEGIN:VCALENDAR
        PRODID:-//Proton AG//WebCalendar 5.0.21.4//EN
        VERSION:2.0
        METHOD:PUBLISH
        CALSCALE:GREGORIAN
        X-WR-CALNAME:Privat
        BEGIN:VEVENT
        UID:Zq3J0aQ-e1@proton.me
        DTSTAMP:20261128T101500Z
        DTSTART;TZID=Europe/Zurich:20260903T180000
        DTEND;TZID=Europe/Zurich:20260903T193000
        RRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1
        SEQUENCE:1
        STATUS:CONFIRMED
        END:VEVENT
        BEGIN:VEVENT
        UID:Zq3J0aQ-e2@proton.me
        DTSTAMP:20261128T101500Z
        DTSTART;VALUE=DATE:20261211
        DTEND;VALUE=DATE:20261213
        RRULE:FREQ=WEEKLY;COUNT=2
        END:VEVENT
        BEGIN:VEVENT
        UID:Zq3J0aQ-e3@proton.me
        DTSTART;TZID=America/New_York:20261221T190000
        DTEND;TZID=Europe/Zurich:20261222T030000
        STATUS:TENTATIVE
        END:VEVENT
        END:VCALENDAR

        """

    /// What SabreDAV exports: DURATION, RDATE, a cancelled time, and a change to all that follow.
    static let nextcloud = """
        BEGIN:VCALENDAR
        VERSION:2.0
        CALSCALE:GREGORIAN
        PRODID:-//SabreDAV//SabreDAV//EN
        X-WR-CALNAME:Persönlich
        X-APPLE-CALENDAR-COLOR:#0082c9
        REFRESH-INTERVAL;VALUE=DURATION:PT4H
        BEGIN:VEVENT
        CREATED:20261120T083011Z
        DTSTAMP:20261120T083050Z
        LAST-MODIFIED:20261120T083050Z
        SEQUENCE:3
        UID:7a1c1f8e-0f63-4a53-8f4f-1f6f0f2f7a11
        DTSTART;TZID=Europe/Berlin:20261201T140000
        DURATION:PT1H30M
        RRULE:FREQ=DAILY;COUNT=4
        RDATE;TZID=Europe/Berlin:20261208T140000
        SUMMARY:Kurs
        END:VEVENT
        BEGIN:VEVENT
        UID:7a1c1f8e-0f63-4a53-8f4f-1f6f0f2f7a11
        RECURRENCE-ID;TZID=Europe/Berlin:20261202T140000
        DTSTART;TZID=Europe/Berlin:20261202T140000
        DURATION:PT1H30M
        STATUS:CANCELLED
        END:VEVENT
        BEGIN:VEVENT
        UID:7a1c1f8e-0f63-4a53-8f4f-1f6f0f2f7a11
        RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261204T140000
        DTSTART;TZID=Europe/Berlin:20261204T150000
        DURATION:PT30M
        END:VEVENT
        BEGIN:VTODO
        UID:a-task
        DTSTART:20261210T090000Z
        DUE:20261210T170000Z
        END:VTODO
        END:VCALENDAR

        """

    /// Older names of zones, days that are written as free, small letters, and lines that end with LF alone.
    static let thunderbird = """
        BEGIN:VCALENDAR
        PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
        VERSION:2.0
        begin:vevent
        CREATED:20261120T083011Z
        UID:b6b1a1e0-1111-4a53-8f4f-000000000001
        SUMMARY:Yoga
        dtstart;tzid=/mozilla.org/20050126_1/Europe/Berlin:20261202T180000
        dtend;tzid=/mozilla.org/20050126_1/Europe/Berlin:20261202T19
         0000
        rrule:freq=monthly;bymonthday=2,-1
        X-MOZ-GENERATION:4
        end:vevent
        BEGIN:VEVENT
        UID:b6b1a1e0-1111-4a53-8f4f-000000000002
        SUMMARY:Urlaub
        DTSTART;VALUE=DATE:20261221
        DTEND;VALUE=DATE:20261224
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR

        """
}
