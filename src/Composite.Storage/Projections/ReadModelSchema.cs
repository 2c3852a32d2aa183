namespace Composite.Storage.Projections;

/// <summary>The read model's tables. A read model with another version is dropped and built anew from the journal.</summary>
internal static class ReadModelSchema
{
    public const int Version = 1;

    public const string Create =
        """
        CREATE TABLE progress (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL) STRICT;
        INSERT INTO progress VALUES (1, 0);

        CREATE TABLE merchant (
            merchant_id TEXT PRIMARY KEY, solution_id TEXT NOT NULL, trading_name TEXT NOT NULL, mcc TEXT NOT NULL,
            status TEXT NOT NULL, terminals INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE device (
            device_id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, solution_id TEXT NOT NULL, tid TEXT NOT NULL,
            status TEXT NOT NULL, sdk_version TEXT, os TEXT, os_version TEXT) STRICT, WITHOUT ROWID;
        CREATE INDEX device_merchant ON device (merchant_id, device_id);

        CREATE TABLE payment (
            position INTEGER PRIMARY KEY, payment_id TEXT NOT NULL UNIQUE, device_id TEXT NOT NULL, merchant_id TEXT, acquirer_id TEXT,
            status TEXT NOT NULL, reversal_reason TEXT, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, entry_mode TEXT NOT NULL,
            cvm TEXT NOT NULL, scheme TEXT NOT NULL, masked_pan TEXT NOT NULL, stan INTEGER, rrn TEXT, at INTEGER NOT NULL) STRICT;
        CREATE INDEX payment_device ON payment (device_id, position);
        CREATE INDEX payment_merchant ON payment (merchant_id, position);
        CREATE INDEX payment_status ON payment (status, position);
        """;
}
