using System.Buffers;

namespace Composite.Host.Signatures;

/// <summary>Writes a signature base (RFC 9421, 2.5) into a buffer: a line per component, then the parameters, without a last line feed.</summary>
/// <remarks>It knows no profile. Its caller has made sure that names and values hold ASCII only, no line feeds among it, and fit.</remarks>
public ref struct SignatureBaseWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Writes <c>"name": value</c> and a line feed.</summary>
    public void Component(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        Name(name);
        Ascii(value);
        Ascii("\n");
    }

    /// <summary>Like <see cref="Component"/>, with the value in lower case.</summary>
    public void ComponentInLowerCase(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        Name(name);
        int start = Written;
        Ascii(value);
        foreach (ref byte character in _destination[start..Written])
        {
            if (char.IsAsciiLetterUpper((char)character))
                character |= 0x20;
        }

        Ascii("\n");
    }

    /// <summary>Writes the last line, <c>"@signature-params": value</c>.</summary>
    public void Parameters(ReadOnlySpan<char> value)
    {
        Name("@signature-params");
        Ascii(value);
    }

    /// <summary>A copy of what was written.</summary>
    public readonly byte[] ToArray() => _destination[..Written].ToArray();

    private void Name(ReadOnlySpan<char> name)
    {
        Ascii("\"");
        Ascii(name);
        Ascii("\": ");
    }

    private void Ascii(ReadOnlySpan<char> text)
    {
        OperationStatus status = System.Text.Ascii.FromUtf16(text, _destination[Written..], out int written);
        if (status != OperationStatus.Done)
            throw new ArgumentException("The value is not ASCII, or the base does not fit.", nameof(text));
        Written += written;
    }
}
