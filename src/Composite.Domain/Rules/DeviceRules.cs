using Composite.Domain.Devices;

namespace Composite.Domain.Rules;

/// <summary>Rules about the device as it is administered.</summary>
internal static class DeviceRules
{
    public static Finding DeviceActive(GateFacts f)
    {
        Fact status = new("status", f.Device.Status.ToString());
        return f.Device.Status switch
        {
            DeviceStatus.Active => Finding.Pass(RuleCodes.DeviceActive, status),
            DeviceStatus.Suspended => Finding.Fail(RuleCodes.DeviceActive, "The device is suspended.", "Staff reinstate the device.", status),
            DeviceStatus.Blocked => Finding.Fail(RuleCodes.DeviceActive, "The device is blocked.", "The device enrols anew with a new activation code.", status),
            DeviceStatus.Decommissioned => Finding.Fail(RuleCodes.DeviceActive, "The device left the fleet.", "Enrol another device.", status),
            _ => Finding.Fail(RuleCodes.DeviceActive, "The device is not enrolled.", "Activate the device with its code.", status),
        };
    }

    public static Finding TerminalBound(GateFacts f)
    {
        Fact tid = new("tid", f.Device.Tid);
        return f.Terminal is { } terminal && terminal.AcquirerId == f.Device.AcquirerId
            ? Finding.Pass(RuleCodes.TerminalBound, tid, new("acquirer", terminal.AcquirerId))
            : Finding.Fail(RuleCodes.TerminalBound, "The device's terminal does not exist at its merchant.", "Staff create the terminal, or bind the device anew.", tid);
    }
}
