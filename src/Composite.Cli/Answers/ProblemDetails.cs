using System.Net;
using System.Text.Json;

namespace Composite.Cli.Answers;

/// <summary>Reads an error answer: problem details (RFC 9457) with the API's <c>errors</c>, or whatever else stands between here and the server.</summary>
internal static class ProblemDetails
{
    /// <summary>Most problems shown of one answer.</summary>
    public const int MaxProblems = 100;

    public static Failure Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        ExitCode exit = ExitOf(status);
        List<Problem> problems = Parse(body);
        if (problems.Count == 0) problems.Add(new Problem(string.Empty, $"The server answered {(int)status} without saying why.", Remedy(status)));
        else if (status == HttpStatusCode.Unauthorized) problems.Add(new Problem("credential", "The server does not accept it.", Remedy(status)));
        return new Failure(exit, problems);
    }

    private static ExitCode ExitOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => ExitCode.NotFound,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => ExitCode.Unavailable,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => ExitCode.Unavailable,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => ExitCode.Refused,
        _ => ExitCode.Unavailable,
    };

    private static string Remedy(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "Store a valid one with 'composite login'.",
        HttpStatusCode.Forbidden => "Ask a member of staff whose role permits it.",
        HttpStatusCode.NotFound => "Check the id, and that --url is a Composite server.",
        _ => "Check that --url is a Composite server, and the server's log.",
    };

    private static List<Problem> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            List<Problem> problems = [.. root.Items("errors").Take(MaxProblems).Select(e => new Problem(e.Text("field"), e.Text("reason"), e.Text("remedy")))];
            if (problems.Count > 0) return problems;
            return root.Text("title") is { Length: > 0 } title ? [new Problem(string.Empty, title, root.Text("detail"))] : [];
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: the caller names the status instead.
            return [];
        }
    }
}
