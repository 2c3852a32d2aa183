using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Rules;
using static Composite.Domain.Tests.Rules.GateCase;
using static Composite.Domain.Tests.Rules.GateScenario;

namespace Composite.Domain.Tests.Rules;

/// <summary>The table's rows about time, the device, the merchant, what is accepted, and the keys.</summary>
internal static class AcceptanceRuleCases
{
    public static readonly GateCase[] Rows =
    [
        Pass(RuleCodes.FactsFresh, "at the limit", Valid with { SharedAge = TimeSpan.FromSeconds(2) }),
        Fail(RuleCodes.FactsFresh, "behind the limit", "too old", Valid with { SharedAge = TimeSpan.FromSeconds(2) + TimeSpan.FromTicks(1) }),

        Pass(RuleCodes.RequestTime, "behind by the skew", Valid.Asking(r => r with { SignedAt = Noon.AddMinutes(-2) })),
        Pass(RuleCodes.RequestTime, "ahead by the skew", Valid.Asking(r => r with { SignedAt = Noon.AddMinutes(2) })),
        Fail(RuleCodes.RequestTime, "behind by more", "not signed about now", Valid.Asking(r => r with { SignedAt = Noon.AddMinutes(-2).AddTicks(-1) })),
        Fail(RuleCodes.RequestTime, "ahead by more", "not signed about now", Valid.Asking(r => r with { SignedAt = Noon.AddMinutes(2).AddTicks(1) })),

        Fail(RuleCodes.DeviceActive, "when created", "not enrolled", Valid.OnDevice(d => d with { Status = DeviceStatus.Created })),
        Fail(RuleCodes.DeviceActive, "when activating", "not enrolled", Valid.OnDevice(d => d with { Status = DeviceStatus.Activating })),
        Fail(RuleCodes.DeviceActive, "when suspended", "suspended", Valid.OnDevice(d => d with { Status = DeviceStatus.Suspended })),
        Fail(RuleCodes.DeviceActive, "when blocked", "blocked", Valid.OnDevice(d => d with { Status = DeviceStatus.Blocked })),
        Fail(RuleCodes.DeviceActive, "when decommissioned", "left the fleet", Valid.OnDevice(d => d with { Status = DeviceStatus.Decommissioned })),
        Fail(RuleCodes.DeviceActive, "when never enrolled", "not enrolled", Valid.OnDevice(d => d with { Status = DeviceStatus.Created, Enrolment = null }),
            RuleCodes.SdkListingInForce, RuleCodes.SdkVersionListed, RuleCodes.AttestationServiceInForce, RuleCodes.EntryModeAllowed, RuleCodes.CvmAllowed, RuleCodes.KeySet),

        Fail(RuleCodes.TerminalBound, "without the terminal", "does not exist", Valid.AtMerchant(m => m with { Terminals = [] })),
        Fail(RuleCodes.TerminalBound, "when the terminal is another acquirer's", "does not exist", Valid.AtMerchant(m => m with { Terminals = [new("TERM0001", "acquirer-b", "Till 1")] })),

        Fail(RuleCodes.MerchantActive, "when not registered", "not registered", Valid with { Merchant = null },
            RuleCodes.TerminalBound, RuleCodes.AcquirerContract, RuleCodes.EntryModeAllowed, RuleCodes.CvmAllowed, RuleCodes.AmountLimit, RuleCodes.Velocity),
        Fail(RuleCodes.MerchantActive, "when not identified", "not identified", Valid.AtMerchant(m => m with { Identified = null })),
        Fail(RuleCodes.MerchantActive, "when not approved", "not approved", Valid.AtMerchant(m => m with { Status = MerchantStatus.Registered })),
        Fail(RuleCodes.MerchantActive, "when suspended", "is suspended", Valid.AtMerchant(m => m with { Status = MerchantStatus.Suspended })),

        Fail(RuleCodes.AcquirerContract, "without a contract", "no contract", Valid.AtMerchant(m => m with { Contracts = [] })),
        Pass(RuleCodes.AcquirerContract, "on its first day", Valid.WithContract(c => c with { ValidFrom = Today })),
        Fail(RuleCodes.AcquirerContract, "before its first day", "not in force today", Valid.WithContract(c => c with { ValidFrom = Today.AddDays(1) })),
        Pass(RuleCodes.AcquirerContract, "on its last day", Valid.WithContract(c => c with { ValidTo = Today.AddDays(1) })),
        Fail(RuleCodes.AcquirerContract, "on the day it ends", "not in force today", Valid.WithContract(c => c with { ValidTo = Today })),
        Fail(RuleCodes.AcquirerContract, "for another currency", "does not cover EUR", Valid.WithContract(c => c with { Currencies = ["USD"] })),
        Fail(RuleCodes.AcquirerContract, "for another scheme", "scheme", Valid.WithContract(c => c with { Schemes = ["mastercard"] })),

        Fail(RuleCodes.AcquirerActive, "when not registered", "not registered", Valid with { Acquirer = null }),
        Fail(RuleCodes.AcquirerActive, "when suspended", "suspended", Valid with { Acquirer = Valid.Acquirer! with { Active = false } }),

        Fail(RuleCodes.EntryModeAllowed, "when not listed", "listing does not cover", Valid.WithListing("sdk-a", l => l with { EntryModes = [EntryMode.Contact] })),
        Fail(RuleCodes.EntryModeAllowed, "when the listing names none", "listing does not cover", Valid.WithListing("sdk-a", l => l with { EntryModes = [] })),
        Fail(RuleCodes.EntryModeAllowed, "when not in the profile", "profile does not allow", Valid.WithProfile(p => p with { EntryModes = [EntryMode.Contact] })),

        Fail(RuleCodes.CvmAllowed, "when not listed", "listing does not cover", Valid.WithListing("sdk-a", l => l with { Cvms = [Cvm.None] })),
        Fail(RuleCodes.CvmAllowed, "when not in the profile", "profile does not allow", Valid.WithProfile(p => p with { Cvms = [Cvm.None] })),
        Fail(RuleCodes.CvmAllowed, "with a PIN block that no CVM calls for", "PIN block came", Valid.Asking(r => r with { PinBlock = new byte[16] })),
        Fail(RuleCodes.CvmAllowed, "for online PIN without a PIN block", "without a PIN block", ValidWithPin.Asking(r => r with { PinBlock = null })),
        Fail(RuleCodes.CvmAllowed, "for online PIN with an empty PIN block", "without a PIN block", ValidWithPin.Asking(r => r with { PinBlock = ReadOnlyMemory<byte>.Empty })),

        Pass(RuleCodes.AmountLimit, "at the limit", Valid.Asking(r => r with { AmountMinor = 50_000 })),
        Fail(RuleCodes.AmountLimit, "above the limit", "above the merchant's limit", Valid.Asking(r => r with { AmountMinor = 50_001 })),
        Fail(RuleCodes.AmountLimit, "at zero", "not above zero", Valid.Asking(r => r with { AmountMinor = 0 })),
        Fail(RuleCodes.AmountLimit, "in a currency without a limit", "no limit for USD", Valid.Asking(r => r with { Currency = "USD" }), RuleCodes.Velocity),

        Pass(RuleCodes.Velocity, "with the day's last payment", Spent(99, 1000, Today)),
        Fail(RuleCodes.Velocity, "when the day's payments are used up", "payments of the day", Spent(100, 1000, Today)),
        Pass(RuleCodes.Velocity, "up to the day's amount", Spent(5, 200_000 - 1234, Today)),
        Fail(RuleCodes.Velocity, "beyond the day's amount", "amount of the day", Spent(5, 200_000 - 1233, Today)),
        Pass(RuleCodes.Velocity, "when only yesterday's were used up", Spent(100, 200_000, Today.AddDays(-1))),
        Fail(RuleCodes.Velocity, "when the clock went back behind midnight", "payments of the day", Spent(100, 1000, Today.AddDays(1))),
        Fail(RuleCodes.Velocity, "when the sum would overflow", "amount of the day", Spent(5, long.MaxValue - 1, Today).WithProfile(p => p with { DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = long.MaxValue - 1 } })),

        Fail(RuleCodes.KeySet, "when it is no key serial number", "not a key serial number", Valid.Asking(r => r with { Ksn = "123" })),
        Fail(RuleCodes.KeySet, "in lower case", "not a key serial number", Valid.Asking(r => r with { Ksn = InitialKeyId + "0000000a" })),
        Fail(RuleCodes.KeySet, "of another key set", "not the one", Valid.Asking(r => r with { Ksn = "FFFFFFFFFFFFFFFF00000001" })),
        Fail(RuleCodes.KeySet, "with counter zero", "exhausted", Counter(0), RuleCodes.KsnIncreasing),
        Pass(RuleCodes.KeySet, "with the last counter", Counter(KeySerialNumber.LastCounter)),
        Fail(RuleCodes.KeySet, "behind the last counter", "exhausted", Counter(KeySerialNumber.LastCounter + 1)),

        Skip(RuleCodes.KsnIncreasing, "when it is no key serial number", Valid.Asking(r => r with { Ksn = "123" }), RuleCodes.KeySet),
        Pass(RuleCodes.KsnIncreasing, "one above the spent", Counter(8, spent: 7)),
        Fail(RuleCodes.KsnIncreasing, "at the spent", "used before", Counter(7, spent: 7)),
        Fail(RuleCodes.KsnIncreasing, "below the spent", "used before", Counter(6, spent: 7)),
    ];

    private static GateScenario Spent(int count, long amountMinor, DateOnly day) => Valid with
    {
        Ledger = PaymentLedger.Empty with { Today = new DayTotals(day, count, ImmutableDictionary<string, long>.Empty.Add("EUR", amountMinor)) },
    };

    private static GateScenario Counter(uint counter, uint spent = 0) => (Valid with
    {
        Ledger = PaymentLedger.Empty with { SpentCounters = ImmutableDictionary<string, uint>.Empty.Add(InitialKeyId, spent) },
    }).Asking(r => r with { Ksn = $"{InitialKeyId}{counter:X8}" });
}
