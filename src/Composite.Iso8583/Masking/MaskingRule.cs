namespace Composite.Iso8583.Masking;

/// <summary>How a field is shown to people and in logs.</summary>
public enum MaskingRule
{
    /// <summary>Only its length.</summary>
    Full,

    /// <summary>The first six and last four digits, from 13 digits up; otherwise as <see cref="Full"/>.</summary>
    Pan,

    /// <summary>BER-TLV: every tag, with values of the sensitive ones masked.</summary>
    Emv,

    /// <summary>As it is; bytes as hexadecimal. Cut at <see cref="FieldMask.MaxShownBytes"/>.</summary>
    None,
}
