using Composite.Domain.Ports;

namespace Composite.Grains.Journaling;

/// <summary>A journal's refusal on its way to a caller on another silo, which must know it from a bug.</summary>
[GenerateSerializer, Immutable, Alias("journal-unavailable")]
internal readonly struct JournalUnavailableSurrogate(int fault, string message)
{
    [Id(0)] public readonly int Fault = fault;
    [Id(1)] public readonly string Message = message;
}

/// <summary>The cause stays on the silo that met it, in its log.</summary>
[RegisterConverter]
internal sealed class JournalUnavailableConverter : IConverter<JournalUnavailableException, JournalUnavailableSurrogate>
{
    public JournalUnavailableException ConvertFromSurrogate(in JournalUnavailableSurrogate surrogate) => new((JournalFault)surrogate.Fault, surrogate.Message);

    public JournalUnavailableSurrogate ConvertToSurrogate(in JournalUnavailableException value) => new((int)value.Fault, value.Message);
}
