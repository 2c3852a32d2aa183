using System.Collections.Frozen;

namespace Composite.Sandbox.Acquirer;

/// <summary>Amounts, in minor units, that make the simulated acquirer misbehave; every other amount is approved.</summary>
/// <remarks>Codes of ISO 8583:1987: 05 do not honour, 51 not sufficient funds, 54 expired card, 91 issuer inoperative.</remarks>
public static class AmountScript
{
    public static FrozenDictionary<long, AcquirerBehaviour> Standard { get; } = new Dictionary<long, AcquirerBehaviour>
    {
        [900_05] = new AcquirerBehaviour.Decline("05"),
        [900_51] = new AcquirerBehaviour.Decline("51"),
        [900_54] = new AcquirerBehaviour.Decline("54"),
        [900_91] = new AcquirerBehaviour.Decline("91"),
        [901_00] = new AcquirerBehaviour.Silent(),
        [902_00] = new AcquirerBehaviour.Lost(),
        [903_00] = new AcquirerBehaviour.Late(TimeSpan.FromSeconds(3)),
        [904_00] = new AcquirerBehaviour.Drop(),
        [905_00] = new AcquirerBehaviour.WrongAmount(),
        [906_00] = new AcquirerBehaviour.NoResponseCode(),
        [907_00] = new AcquirerBehaviour.Garbage(),
    }.ToFrozenDictionary();
}
