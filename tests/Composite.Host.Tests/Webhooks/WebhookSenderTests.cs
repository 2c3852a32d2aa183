using System.Net;
using System.Security.Cryptography;
using System.Text;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;
using Composite.Host.Hosting;
using Composite.Host.Options;
using Composite.Host.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Composite.Host.Tests.Webhooks;

public sealed class WebhookSenderTests : IClassFixture<Receiver>, IDisposable
{
    private readonly Receiver _receiver;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("composite-webhooks-");
    private readonly FakeTimeProvider _time = new();
    private readonly WebhookKeys _keys;
    private readonly WebhookSender _sender;

    public WebhookSenderTests(Receiver receiver)
    {
        (_receiver, receiver.Answer) = (receiver, _ => Task.CompletedTask);
        receiver.Got.Clear();
        _keys = Keys();
        _sender = new WebhookSender(_keys, _time);
    }

    [Fact]
    public async Task Send_Message_IsVerifiedByAnIndependentLibraryUnderTheOldAndTheNewSecret()
    {
        // The library compares with the machine's own clock.
        WebhookMessage message = Message() with { SentAt = TimeProvider.System.GetUtcNow(), Secrets = [new(2, _keys.KeyId), new(1, _keys.KeyId)] };

        Assert.Equal(new WebhookAnswer.Taken("HTTP 200"), await _sender.SendAsync(message, CancellationToken.None));

        Received got = Assert.Single(_receiver.Got);
        Assert.Equal("application/json", got.Headers.ContentType);
        string[] signatures = got.Headers[WebhookSignature.SignatureHeader].ToString().Split(' ');
        Assert.Equal(2, signatures.Length);
        foreach ((int generation, string signature) in (ReadOnlySpan<(int, string)>)[(2, signatures[0]), (1, signatures[1])])
        {
            // The specification lets any of them fit; this library looks at the first alone.
            got.Headers[WebhookSignature.SignatureHeader] = signature;
            new StandardWebhooks.StandardWebhook(_keys.TextOf("own", generation)).Verify(got.Body, got.Headers);
            Assert.ThrowsAny<Exception>(() => new StandardWebhooks.StandardWebhook(_keys.TextOf("own", 3)).Verify(got.Body, got.Headers));
            Assert.ThrowsAny<Exception>(() => new StandardWebhooks.StandardWebhook(_keys.TextOf("own", generation)).Verify(got.Body + " ", got.Headers));
        }
    }

    /// <summary>The example of the specification's reference libraries: secret, id, timestamp and body with their signature.</summary>
    [Fact]
    public void Sign_ReferenceVector_GivesItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign(
            [Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8));

    [Theory]
    [InlineData(204, typeof(WebhookAnswer.Taken), "HTTP 204")]
    [InlineData(410, typeof(WebhookAnswer.Gone), "HTTP 410")]
    [InlineData(500, typeof(WebhookAnswer.NotTaken), "HTTP 500")]
    [InlineData(404, typeof(WebhookAnswer.NotTaken), "HTTP 404")]
    [InlineData(429, typeof(WebhookAnswer.NotTaken), "HTTP 429")]
    [InlineData(302, typeof(WebhookAnswer.NotTaken), "HTTP 302, redirects are not followed")]
    public async Task Send_StatusOfEachKind_IsTakenAsWhatItSays(int status, Type kind, string result)
    {
        _receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = _receiver.Url + "/elsewhere";
            return Task.CompletedTask;
        };
        WebhookAnswer answer = await _sender.SendAsync(Message(), CancellationToken.None);
        Assert.Equal((kind, result), (answer.GetType(), answer.Result));
        Assert.Equal("/in", Assert.Single(_receiver.Got).Path);
    }

    [Fact]
    public async Task Send_ReceiverThatIsSilent_IsGivenUpAfter15Seconds()
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Answer = _ =>
        {
            reached.SetResult();
            return end.Task;
        };
        Task<WebhookAnswer> sending = _sender.SendAsync(Message(), CancellationToken.None).AsTask();
        await reached.Task;
        _time.Advance(WebhookSender.Patience - TimeSpan.FromTicks(1));
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new WebhookAnswer.NotTaken("no answer within 15 s"), await sending);
        end.SetResult();
    }

    [Fact]
    public async Task Send_AnswerWithoutEnd_IsTakenByItsStatusAlone()
    {
        _receiver.Answer = async context =>
        {
            await context.Response.StartAsync();
            byte[] filler = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(filler, context.RequestAborted);
        };
        Assert.IsType<WebhookAnswer.Taken>(await _sender.SendAsync(Message(), CancellationToken.None));
    }

    [Fact]
    public async Task Send_NobodyListens_SaysSo()
    {
        WebhookAnswer answer = await _sender.SendAsync(Message() with { Url = "http://127.0.0.1:1/in" }, CancellationToken.None);
        Assert.Equal(new WebhookAnswer.NotTaken("no answer: connection error"), answer);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[fe80::1]/in")]
    [InlineData("https://0.0.0.0/in")]
    [InlineData("https://[::]/in")]
    [InlineData("https://224.0.0.1/in")]
    [InlineData("https://[::ffff:169.254.169.254]/in")]
    public async Task Send_AddressThatIsRefused_IsNotConnectedTo(string url)
    {
        WebhookAnswer answer = await _sender.SendAsync(Message() with { Url = url }, CancellationToken.None);
        Assert.StartsWith("not sent: its address is", Assert.IsType<WebhookAnswer.NotTaken>(answer).Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1", false, true)]
    [InlineData("192.168.1.1", false, true)]
    [InlineData("93.184.216.34", false, true)]
    [InlineData("2606:2800:220:1::1", false, true)]
    [InlineData("fd00::1", false, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("::1", true, true)]
    [InlineData("10.0.0.1", true, false)]
    [InlineData("169.254.0.1", false, false)]
    [InlineData("::ffff:169.254.0.1", false, false)]
    [InlineData("64:ff9b::a9fe:a9fe", false, false)]
    [InlineData("64:ff9b::a00:1", false, true)]
    [InlineData("0.1.2.3", false, false)]
    [InlineData("255.255.255.255", false, false)]
    [InlineData("239.1.1.1", false, false)]
    [InlineData("ff02::1", false, false)]
    [InlineData("fe80::1", false, false)]
    public void Address_OfEachKind_IsAllowedOrNot(string address, bool isPlain, bool allowed) =>
        Assert.Equal(allowed, WebhookConnections.IsAllowed(IPAddress.Parse(address), isPlain));

    [Fact]
    public async Task Send_UnderAnotherKeyFile_IsNotSigned()
    {
        WebhookAnswer answer = await _sender.SendAsync(Message() with { Secrets = [new(1, "ffffffff")] }, CancellationToken.None);
        Assert.Contains("webhook.key", answer.Result, StringComparison.Ordinal);
        Assert.Empty(_receiver.Got);
    }

    [Fact]
    public void Keys_OfAFile_AreTheSameAfterARestartAndDifferByWebhookAndGeneration()
    {
        string first = _keys.TextOf("own", 1);
        Assert.Equal((first, _keys.KeyId), (Keys().TextOf("own", 1), Keys().KeyId));
        Assert.Equal(4, new HashSet<string> { first, _keys.TextOf("own", 2), _keys.TextOf("own1", 1), _keys.TextOf("other", 1) }.Count);
        Assert.Equal(32, Convert.FromBase64String(first["whsec_".Length..]).Length);
        FileInfo file = new(Path.Combine(_data.FullName, "webhook.key"));
        Assert.Equal(32, file.Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
    }

    [Fact]
    public void Keys_OfADamagedFile_SayWhatToDo()
    {
        File.WriteAllBytes(Path.Combine(_data.FullName, "webhook.key"), new byte[31]);
        CryptographicException e = Assert.Throws<CryptographicException>(() => Keys().KeyId);
        Assert.Contains("Restore it", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _data.Delete(recursive: true);
    }

    private WebhookKeys Keys() => new(new DataFolder(Microsoft.Extensions.Options.Options.Create(new InstallationOptions { Data = _data.FullName })));

    private WebhookMessage Message() =>
        new("own", [new(1, _keys.KeyId)], _receiver.Url, "ntc_1", _time.GetUtcNow(), Encoding.UTF8.GetBytes("""{"type":"webhook.test","timestamp":"2026-01-01T00:00:00Z","data":{}}"""));
}
