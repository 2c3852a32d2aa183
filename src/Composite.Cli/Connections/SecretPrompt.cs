using System.Text;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Connections;

/// <summary>Asks for a secret: from the keyboard without showing it, or a line from a pipe.</summary>
internal static class SecretPrompt
{
    public static Outcome<Credential> Ask(Surroundings surroundings, string label)
    {
        string? text = surroundings.InputIsTerminal ? FromKeyboard(surroundings, label) : FromPipe(surroundings.Input);
        return Credential.Parse(text) is { } credential
            ? credential
            : new Failure(ExitCode.Usage, "standard input", "It does not hold a credential.", $"Give the credential alone on one line, at most {Credential.MaxLength} characters.");
    }

    private static string FromKeyboard(Surroundings surroundings, string label)
    {
        surroundings.Error.Write($"{label} (not shown): ");
        surroundings.Error.Flush();
        StringBuilder typed = new();
        while (typed.Length <= Credential.MaxLength)
        {
            ConsoleKeyInfo key = surroundings.ReadKey();
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        surroundings.Error.WriteLine();
        return typed.ToString();
    }

    private static string FromPipe(TextReader input)
    {
        char[] buffer = new char[Credential.MaxLength + 2];
        int length = input.ReadBlock(buffer, 0, buffer.Length);
        string read = new(buffer, 0, length);
        int end = read.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? read : read[..end];
    }
}
