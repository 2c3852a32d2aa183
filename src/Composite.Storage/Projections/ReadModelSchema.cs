namespace Composite.Storage.Projections;

/// <summary>The read model's tables. A read model with another version is dropped and built anew from the journal.</summary>
/// <remarks>
/// A <c>slice</c> is a combination of parts (solution, acquirer, SDK and version, A&amp;M service, package and version): there are some
/// thousands, so devices and payments name one number, and what a listing's lapse does is decided once per slice.
/// <c>fleet</c> counts a merchant's active devices per slice. <c>fleet_history</c> holds, for each <c>fleet_part</c>, the counts at the
/// end of every day on which they changed; a part is that of one solution, and over solutions counts add up. An absent text of a slice is ''.
/// <c>campaign_fleet</c> holds the counts of each version when a campaign began, whose number is its event's position.
/// <c>approved_merchants</c> holds how many merchants may accept payments, and what is missing of them, from each instant (UTC ticks) on
/// which that changed.
/// </remarks>
internal static class ReadModelSchema
{
    public const int Version = 3;

    public const string Create =
        """
        CREATE TABLE progress (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL, fleet_day INTEGER NOT NULL) STRICT;
        INSERT INTO progress VALUES (1, 0, 0);

        CREATE TABLE merchant (
            merchant_id TEXT PRIMARY KEY, solution_id TEXT NOT NULL, trading_name TEXT NOT NULL, mcc TEXT NOT NULL,
            status TEXT NOT NULL, terminals INTEGER NOT NULL, identified INTEGER NOT NULL, guided INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE approved_merchants (
            at INTEGER PRIMARY KEY, merchants INTEGER NOT NULL, not_identified INTEGER NOT NULL, without_guidance INTEGER NOT NULL) STRICT;
        CREATE TABLE merchant_number (no INTEGER PRIMARY KEY, merchant_id TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE slice (
            slice INTEGER PRIMARY KEY, solution_id TEXT NOT NULL, acquirer_id TEXT NOT NULL, sdk_id TEXT NOT NULL, sdk_version TEXT NOT NULL,
            service_id TEXT NOT NULL, package TEXT NOT NULL, application_version TEXT NOT NULL, devices INTEGER NOT NULL) STRICT;

        CREATE TABLE device (
            no INTEGER PRIMARY KEY, device_id TEXT NOT NULL UNIQUE, merchant INTEGER NOT NULL, slice INTEGER NOT NULL, tid TEXT NOT NULL,
            status TEXT NOT NULL, os TEXT, os_version TEXT, patch_level TEXT) STRICT;
        CREATE INDEX device_merchant ON device (merchant, device_id);
        CREATE INDEX device_slice ON device (slice) WHERE status = 'Active';

        CREATE TABLE fleet (merchant INTEGER NOT NULL, slice INTEGER NOT NULL, devices INTEGER NOT NULL, PRIMARY KEY (merchant, slice)) STRICT, WITHOUT ROWID;
        CREATE INDEX fleet_slice ON fleet (slice);
        CREATE TABLE fleet_part (
            part INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, solution_id TEXT NOT NULL,
            UNIQUE (kind, name, version, solution_id)) STRICT;
        CREATE TABLE fleet_history (
            part INTEGER NOT NULL, day INTEGER NOT NULL, devices INTEGER NOT NULL, merchants INTEGER NOT NULL, PRIMARY KEY (part, day)) STRICT, WITHOUT ROWID;
        CREATE TABLE campaign (campaign INTEGER PRIMARY KEY, case_id TEXT NOT NULL) STRICT;
        CREATE INDEX campaign_case ON campaign (case_id);
        CREATE TABLE campaign_fleet (
            campaign INTEGER NOT NULL, part INTEGER NOT NULL, devices INTEGER NOT NULL, merchants INTEGER NOT NULL, PRIMARY KEY (campaign, part)) STRICT, WITHOUT ROWID;

        CREATE TABLE payment (
            position INTEGER PRIMARY KEY, payment_id TEXT NOT NULL UNIQUE, device_id TEXT NOT NULL, merchant_id TEXT, acquirer_id TEXT,
            status TEXT NOT NULL, reversal_reason TEXT, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, entry_mode TEXT NOT NULL,
            cvm TEXT NOT NULL, scheme TEXT NOT NULL, masked_pan TEXT NOT NULL, stan INTEGER, rrn TEXT, at INTEGER NOT NULL, slice INTEGER NOT NULL) STRICT;
        CREATE INDEX payment_device ON payment (device_id, position);
        CREATE INDEX payment_merchant ON payment (merchant_id, position);
        CREATE INDEX payment_status ON payment (status, position);
        CREATE INDEX payment_slice ON payment (slice, at);
        CREATE TABLE volume (
            slice INTEGER NOT NULL, day INTEGER NOT NULL, currency TEXT NOT NULL, payments INTEGER NOT NULL, amount_minor INTEGER NOT NULL,
            PRIMARY KEY (slice, day, currency)) STRICT, WITHOUT ROWID;
        """;
}
