using Composite.Contracts.Acquirers;
using Composite.Contracts.Components;
using Composite.Contracts.Merchants;
using Composite.Sandbox.Staff;

namespace Composite.Sandbox.Seeding;

/// <summary>A made-up merchant with contracts with two made-up acquirers, which speak different dialects.</summary>
public static class SampleMerchant
{
    public const string MerchantId = "corner-bakery";
    public const string NorthId = "acquirer-north";
    public const string SouthId = "acquirer-south";

    private const string Currency = "EUR";
    private const int MaxInFlight = 64;
    private const long MaxAmountMinor = 1_000_00;

    /// <summary>The terminal of a device with an acquirer: N or S, then the device's number.</summary>
    public static string Tid(string acquirerId, int number) =>
        $"SBX{(acquirerId == NorthId ? 'N' : 'S')}{number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>Registers an acquirer whose host is one of the simulators.</summary>
    public static Task RegisterAcquirerAsync(StaffClient administrator, string id, string dialect, int port, TimeSpan responseTimeout, CancellationToken cancellationToken) =>
        administrator.AcquirerAsync(
            id,
            new RegisterAcquirer
            {
                Name = id == NorthId ? "Bank of the North (fictional)" : "Bank of the South (fictional)",
                Dialect = dialect,
                Host = "127.0.0.1",
                Port = port,
                InstitutionId = id == NorthId ? "99990001" : "99990002",
                ResponseTimeoutMs = (int)responseTimeout.TotalMilliseconds,
                MaxInFlight = MaxInFlight,
            },
            cancellationToken);

    /// <summary>Registers the merchant with all that its approval needs; the solution must be registered.</summary>
    public static async Task RegisterAsync(StaffClient staff, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RegisterMerchant merchant = new()
        {
            SolutionId = SampleSolution.SolutionId, LegalName = "Corner Bakery Sample Ltd (fictional)", TradingName = "Corner Bakery", Country = "DE", City = "Berlin", Mcc = "5462",
        };
        await staff.MerchantAsync(MerchantId, merchant, cancellationToken);
        await Task.WhenAll(
            staff.IdentificationAsync(MerchantId, new IdentifyMerchant { Method = "register extract", EvidenceReference = "sample-0001" }, cancellationToken),
            staff.GuidanceAsync(MerchantId, new AcknowledgeGuidance { GuidanceVersion = "1.0" }, cancellationToken),
            staff.ProfileAsync(MerchantId, Profile, cancellationToken),
            staff.ContractAsync(MerchantId, Contract(NorthId, "SBXNORTH0000001", now), cancellationToken),
            staff.ContractAsync(MerchantId, Contract(SouthId, "SBXSOUTH0000001", now), cancellationToken));
    }

    private static SetAcceptanceProfile Profile => new()
    {
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None, Cvm.Cdcvm, Cvm.OnlinePin],
        MaxAmountMinor = new Dictionary<string, long> { [Currency] = MaxAmountMinor },
        DailyAmountMinor = new Dictionary<string, long> { [Currency] = 100_000 * MaxAmountMinor },
        DailyCount = 100_000,
    };

    private static ContractAcquirer Contract(string acquirerId, string mid, DateTimeOffset now) => new()
    {
        AcquirerId = acquirerId,
        Mid = mid,
        Currencies = [Currency],
        Schemes = ["visa", "mastercard"],
        ValidFrom = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-30),
    };
}
