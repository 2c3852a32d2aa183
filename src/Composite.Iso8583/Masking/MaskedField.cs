namespace Composite.Iso8583.Masking;

/// <summary>A field as it may be shown.</summary>
/// <param name="Number">0 for the type indicator.</param>
/// <param name="Name">From the spec.</param>
/// <param name="Value">Masked by the spec's rule.</param>
public sealed record MaskedField(int Number, string Name, string Value);
