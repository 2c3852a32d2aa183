namespace Composite.Sandbox.Sweep;

/// <summary>One form in which one secret of the sandbox could show up.</summary>
/// <param name="Name">Which secret; never its value.</param>
/// <param name="Form">How it is written, such as <c>packed</c> or <c>base64</c>.</param>
/// <param name="Bytes">What to look for.</param>
public sealed record Canary(string Name, string Form, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Shortest form that is looked for, in bytes: what is shorter turns up by chance.</summary>
    public const int MinLength = 6;

    public override string ToString() => $"{Name} ({Form})";
}
