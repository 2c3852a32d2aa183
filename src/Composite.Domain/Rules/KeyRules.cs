using System.Globalization;
using Composite.Domain.Payments;

namespace Composite.Domain.Rules;

/// <summary>Rules about the DUKPT keys: the device's own set, each transaction counter once.</summary>
internal static class KeyRules
{
    public static Finding KeySet(GateFacts f)
    {
        const string Code = RuleCodes.KeySet;
        if (!KeySerialNumber.TryParse(f.Request.Ksn, out string initialKeyId, out uint counter))
        {
            return Finding.Fail(Code, "It is not a key serial number.", "Send 24 hexadecimal digits in upper case.");
        }

        Fact[] facts = [new("initialKeyId", initialKeyId), new("counter", counter.ToString("X8", CultureInfo.InvariantCulture))];
        if (f.Device.Enrolment?.InitialKeyId != initialKeyId)
        {
            return Finding.Fail(Code, "The key set is not the one that the device enrolled with.", "Use the enrolled key set; or the device enrols anew.", facts);
        }

        return counter is > 0 and <= KeySerialNumber.LastCounter
            ? Finding.Pass(Code, facts)
            : Finding.Fail(Code, "The key set is exhausted, or its counter was never started.", "The device enrols anew with a new key set.", facts);
    }

    public static Finding KsnIncreasing(GateFacts f)
    {
        const string Code = RuleCodes.KsnIncreasing;
        if (!KeySerialNumber.TryParse(f.Request.Ksn, out string initialKeyId, out uint counter)) return Finding.Skip(Code, "It is not a key serial number.");
        uint spent = f.Ledger.SpentCounters.GetValueOrDefault(initialKeyId);
        Fact[] facts = [new("counter", counter.ToString("X8", CultureInfo.InvariantCulture)), new("spent", spent.ToString("X8", CultureInfo.InvariantCulture))];
        return counter > spent
            ? Finding.Pass(Code, facts)
            : Finding.Fail(Code, "The key serial number was used before, or an earlier one came later.", "Encrypt the account data anew with the next key; if the device did, it may be cloned.", facts);
    }
}
