using System.Text.Json;
using Composite.Cli.Connections;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>Which server is trusted, which credential goes where, and what is stored.</summary>
public sealed class ConnectionTests : IAsyncLifetime, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StaffApiServer _server = new();
    private readonly ToolRun _run = new();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Serve("GET /v1/journal", "journal.json");
    }

    public async Task DisposeAsync()
    {
        string said = _run.Output + _run.Error;
        Assert.DoesNotContain(StaffApiServer.Credential, said, StringComparison.Ordinal);
        await _server.DisposeAsync();
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Call_SelfSignedWithoutPin_IsRefusedAndSaysHowToPin()
    {
        _run.Variables["COMPOSITE_CREDENTIAL"] = StaffApiServer.Credential;

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("journal", "show", "--url", _server.Url));
        Assert.Empty(_server.Seen);
        Assert.Contains($"composite login --url {_server.Url}/ --certificate {_server.Fingerprint}", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OtherCertificateThanPinned_IsRefused()
    {
        _run.Variables["COMPOSITE_CREDENTIAL"] = StaffApiServer.Credential;
        string other = new('A', Fingerprint.HexLength);

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("journal", "show", "--url", _server.Url, "--certificate", other));
        Assert.Empty(_server.Seen);
        Assert.Contains(_server.Fingerprint, _run.Error, StringComparison.Ordinal);
        Assert.Contains(other, _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_PinnedCertificateWithColonsInLowerCase_IsAccepted()
    {
        _run.Variables["COMPOSITE_CREDENTIAL"] = StaffApiServer.Credential;
        string colons = string.Join(':', _server.Fingerprint.ToLowerInvariant().Chunk(2).Select(c => new string(c)));

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("journal", "show", "--url", _server.Url, "--certificate", colons));
    }

    [Fact]
    public async Task Call_CertificateFromItsFile_IsPinned()
    {
        _run.Variables["COMPOSITE_CREDENTIAL"] = StaffApiServer.Credential;
        string file = Path.Combine(_run.Folder, "tls.crt");
        await File.WriteAllTextAsync(file, _server.CertificatePem);
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("journal", "show", "--url", _server.Url, "--certificate", file));

        await File.WriteAllTextAsync(file, "no certificate");
        Assert.Equal(ExitCode.Usage, await _run.RunAsync("journal", "show", "--url", _server.Url, "--certificate", file));
        Assert.Contains("certificate: It is neither", _run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffApiServer.Credential + "\n", "")]
    [InlineData(StaffApiServer.Credential, "")]
    [InlineData("", "staff-credential-wrong\b\b\b\b\b4Zk1.x\r")]
    public async Task Login_CredentialFromPipeOrKeyboard_StoresItForItsOwnerOnly(string piped, string typed)
    {
        _run.Input = piped;
        _run.Type(typed);

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("login", "--url", _server.Url, "--certificate", _server.Fingerprint));
        Assert.Equal($"Bearer {StaffApiServer.Credential}", _server.Seen.Single().Authorization);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(_run.ConnectionFile));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_run.ConnectionFile)!));
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_run.ConnectionFile)!));
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("journal", "show"));
        Assert.Equal($"Bearer {StaffApiServer.Credential}", _server.Seen[^1].Authorization);
    }

    [Fact]
    public async Task Login_CredentialNotAccepted_StoresNothing()
    {
        _server.ServeText("GET /v1/journal", "{}", 401);
        _run.Input = StaffApiServer.Credential;

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("login", "--url", _server.Url, "--certificate", _server.Fingerprint));
        Assert.False(File.Exists(_run.ConnectionFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("brok\ten")]
    public async Task Login_NoCredential_IsAUsageError(string piped)
    {
        _run.Input = piped;

        Assert.Equal(ExitCode.Usage, await _run.RunAsync("login", "--url", _server.Url, "--certificate", _server.Fingerprint));
        Assert.Empty(_server.Seen);
    }

    [Theory]
    [InlineData(Credential.MaxLength, true)]
    [InlineData(Credential.MaxLength + 1, false)]
    public void Credential_Length_IsBounded(int length, bool accepted) => Assert.Equal(accepted, Credential.Parse(new string('x', length)) is not null);

    [Fact]
    public async Task Call_StoredFileReadableByOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows()) return;
        await LoginAsync();
        File.SetUnixFileMode(_run.ConnectionFile, OwnerOnly | UnixFileMode.GroupRead);

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("journal", "show"));
        Assert.Contains("chmod 600", _run.Error, StringComparison.Ordinal);
        Assert.Single(_server.Seen);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"url":"https://localhost","credential":"no credential"}""")]
    [InlineData("""{"url":"ftp://localhost","credential":"abc"}""")]
    [InlineData("""{"url":"https://localhost"}""")]
    public async Task Call_StoredFileDamaged_IsSaidAndLoginMendsIt(string content)
    {
        await LoginAsync();
        File.WriteAllText(_run.ConnectionFile, content);

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("journal", "show"));
        Assert.Contains("composite login", _run.Error, StringComparison.Ordinal);
        await LoginAsync();
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("journal", "show"));
    }

    [Fact]
    public async Task Call_AnotherServerThanStored_GetsNeitherCredentialNorPin()
    {
        await LoginAsync();
        StaffApiServer other = new();
        await other.InitializeAsync();

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("journal", "show", "--url", other.Url, "--certificate", other.Fingerprint));
        Assert.Contains("credential: There is none for", _run.Error, StringComparison.Ordinal);
        Assert.Empty(other.Seen);
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Call_CredentialFile_WinsOverVariableAndStored()
    {
        await LoginAsync();
        string file = Path.Combine(_run.Folder, "credential.txt");
        File.WriteAllText(file, "from-file\n");
        _run.Variables["COMPOSITE_CREDENTIAL"] = "from-variable";

        await _run.RunAsync("journal", "show");
        await _run.RunAsync("journal", "show", "--credential-file", file);

        Assert.Equal(["Bearer from-variable", "Bearer from-file"], _server.Seen.TakeLast(2).Select(s => s.Authorization));
    }

    [Fact]
    public async Task Call_NoServerKnown_IsAUsageErrorThatNamesLogin()
    {
        Assert.Equal(ExitCode.Usage, await _run.RunAsync("journal", "show"));
        Assert.Contains("composite login", _run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bootstrap_SecretAccepted_StoresTheCredentialAndNeverPrintsIt(bool json)
    {
        _server.ServeText("POST /v1/staff/bootstrap", $$"""{"memberId":"ada","credential":"{{StaffApiServer.Credential}}"}""", 201);
        _run.Input = "one-time-secret\n";
        string[] line = ["bootstrap", "ada", "Ada Lovelace", "--url", _server.Url, "--certificate", _server.Fingerprint];

        Assert.Equal(ExitCode.Ok, await _run.RunAsync(json ? [.. line, "--json"] : line));

        SeenRequest seen = _server.Seen.Single();
        Assert.Equal(("Bearer one-time-secret", """{"memberId":"ada","name":"Ada Lovelace"}"""), (seen.Authorization, seen.Body));
        Assert.DoesNotContain("one-time-secret", _run.Output + _run.Error + File.ReadAllText(_run.ConnectionFile), StringComparison.Ordinal);
        Assert.Equal(StaffApiServer.Credential, JsonDocument.Parse(File.ReadAllText(_run.ConnectionFile)).RootElement.GetProperty("credential").GetString());
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("journal", "show"));
    }

    [Fact]
    public async Task Bootstrap_NowhereToStore_DoesNotSpendTheSecret()
    {
        File.WriteAllText(Path.Combine(_run.Folder, "composite"), "a file where the folder should be");
        _run.Input = "one-time-secret\n";

        Assert.Equal(ExitCode.Unavailable, await _run.RunAsync("bootstrap", "ada", "Ada", "--url", _server.Url, "--certificate", _server.Fingerprint));
        Assert.Empty(_server.Seen);
    }

    [Fact]
    public async Task Bootstrap_UsedBefore_IsRefused()
    {
        _server.Serve("POST /v1/staff/bootstrap", "problem.json", 409);
        string file = Path.Combine(_run.Folder, "secret.txt");
        File.WriteAllText(file, "one-time-secret");

        Assert.Equal(ExitCode.Refused, await _run.RunAsync("bootstrap", "ada", "Ada", "--secret-file", file, "--url", _server.Url, "--certificate", _server.Fingerprint));
        Assert.False(File.Exists(_run.ConnectionFile));
    }

    private async Task LoginAsync()
    {
        _run.Input = StaffApiServer.Credential;
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("login", "--url", _server.Url, "--certificate", _server.Fingerprint));
    }
}
