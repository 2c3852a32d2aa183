namespace Composite.Sandbox.Acquirer;

/// <summary>Account data in clear. It exists only here, in the acquirer's decryption zone of the sandbox, and its text form shows nothing.</summary>
/// <param name="Pan">Primary account number, 12 to 19 digits.</param>
public sealed record ClearAccount(string Pan)
{
    /// <summary>First six and last four digits.</summary>
    public string MaskedPan => Pan.Length < 13 ? new string('*', Pan.Length) : $"{Pan[..6]}{new string('*', Pan.Length - 10)}{Pan[^4..]}";

    public override string ToString() => MaskedPan;
}

/// <summary>Decrypts account data.</summary>
/// <param name="ksn">Key serial number, 24 hexadecimal digits in upper case.</param>
/// <param name="ciphertext">As the device made it.</param>
/// <returns>Null when it cannot be decrypted or is no account data.</returns>
public delegate ClearAccount? DecryptAccount(string ksn, ReadOnlyMemory<byte> ciphertext);

/// <summary>Decrypts a PIN block, ISO 9564-1 format 4, which is bound to the account number.</summary>
/// <returns>The PIN's digits; null when the block is none of this key and account.</returns>
public delegate string? DecryptPin(string ksn, ReadOnlyMemory<byte> pinBlock, string pan);
