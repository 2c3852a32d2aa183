using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Payments;
using Composite.Domain.Rules;
using Composite.Domain.Solutions;
using CsCheck;

namespace Composite.Domain.Tests.Rules;

/// <summary>Worlds in which any part may be missing or odd.</summary>
internal static class PartialWorlds
{
    private static readonly Func<GateScenario, GateScenario>[] Changes =
    [
        s => s with { Solutions = ImmutableDictionary<string, SolutionState>.Empty },
        s => s with { Components = ImmutableDictionary<string, ComponentState>.Empty },
        s => s with { Components = s.Components.Remove("sdk-a") },
        s => s with { Acquirer = null },
        s => s with { Merchant = null },
        s => s.Merchant is null ? s : s.AtMerchant(m => m with { Profile = null }),
        s => s.Merchant is null ? s : s.AtMerchant(m => m with { Identified = null, Contracts = [], Terminals = [] }),
        s => s.OnDevice(d => d with { Enrolment = null, Status = DeviceStatus.Created }),
        s => s.OnDevice(d => d with { SolutionId = "none", AcquirerId = "none", Tid = "none" }),
        s => s with { Card = AttestationEvidence.ServiceUnavailable },
        s => s with { Card = new AttestationEvidence(null, false, null) },
        s => s with { Pin = new AttestationEvidence(null, false, null) },
        s => s with { Pin = AttestationEvidence.ServiceUnavailable },
        s => s.Asking(r => r with { Cvm = Cvm.OnlinePin }),
        s => s.Asking(r => r with { Cvm = (Cvm)99, EntryMode = (EntryMode)(-1) }),
        s => s.Asking(r => r with { AmountMinor = long.MaxValue }),
        s => s.Asking(r => r with { AmountMinor = long.MinValue, Currency = "", Scheme = "", Ksn = "" }),
        s => s.Asking(r => r with { SignedAt = DateTimeOffset.MinValue }),
        s => s.Asking(r => r with { SignedAt = DateTimeOffset.MaxValue }),
        s => s with { Now = DateTimeOffset.MaxValue },
        s => s with { Now = DateTimeOffset.MinValue },
        s => s with { SharedAge = TimeSpan.MinValue },
        s => s with { SharedAge = TimeSpan.MaxValue },
        s => s with { Ledger = PaymentLedger.Empty with { Today = new DayTotals(DateOnly.MaxValue, int.MaxValue, ImmutableDictionary<string, long>.Empty.Add("EUR", long.MaxValue)) } },
        s => s.Card.Result is null ? s : s.Attested(a => a with { SdkVersion = "", Nonce = "", DeviceId = "", IssuedAt = DateTimeOffset.MinValue, ExpiresAt = DateTimeOffset.MinValue }),
        s => s.Card.Result is null ? s : s.Attested(a => a with { Platform = new("", "..", DateOnly.MinValue, ""), Application = new("", "", "") }),
        s => s.Solutions.IsEmpty ? s : s.InSolution(x => x with { ComponentIds = ["unknown-part"], Baseline = [], Listings = ListingBook.Empty }),
        s => s.Components.ContainsKey("sdk-a") ? s.With("sdk-a", c => c with { Listings = ListingBook.Empty, Versions = [] }) : s,
    ];

    public static readonly Gen<GateScenario> Any = Gen.Select(Gen.Bool, Gen.Int[0, Changes.Length - 1].Array[0, 8]).Select((pin, changes) =>
        changes.Aggregate(pin ? GateScenario.ValidWithPin : GateScenario.Valid, (world, change) => Changes[change](world)));
}
