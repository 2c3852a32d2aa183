using Composite.Host.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Composite.Host.Tests.Hosting;

public sealed class OptionsTests
{
    [Fact]
    public void Validate_SeveralOptionsWrong_NamesEveryOne()
    {
        IReadOnlyList<string> errors = Errors(
            "--data", "", "--port", "70000", "--address", "here", "--Composite:Sweep:MaxLanes=0", "--Composite:Limits:ActivationsPerMinute=0", "--Composite:Silo:Port=-1");
        string all = string.Join('\n', errors);
        Assert.Equal(6, errors.Count);
        Assert.All(
            ["Composite:Data", "Composite:Https:Port", "Composite:Https:Address", "Composite:Sweep:MaxLanes", "Composite:Limits:ActivationsPerMinute", "Composite:Silo:Port"],
            option => Assert.Contains(option, all, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Defaults_AreInOrder() => Assert.Empty(Errors());

    [Theory]
    [InlineData("--dta", "--dta", "/var/lib/composite")]
    [InlineData("data", "data")]
    [InlineData("--port", "--data", "/var/lib/composite", "--port")]
    [InlineData("Composite:Htps:Port", "--Composite:Htps:Port=7443")]
    [InlineData("Composite:Limits:RequestTimeouts", "--Composite:Limits:RequestTimeouts", "00:00:10")]
    public void Validate_OptionThatNobodyReads_IsNamed(string name, params string[] args) =>
        Assert.StartsWith(name + ":", Assert.Single(Errors(args)), StringComparison.Ordinal);

    [Theory]
    [InlineData("--ready-json", "--port", "0")]
    [InlineData("--port=0", "--composite:https:address", "127.0.0.1")]
    [InlineData("--environment", "Production", "--Logging:LogLevel:Default=Debug")]
    public void Validate_OptionsInTheirForms_AreInOrder(params string[] args) => Assert.Empty(Errors(args));

    [Fact]
    public void CommandLine_ReadyJsonWithoutAValue_IsOn()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddCompositeOptions(["--ready-json", "--data", "somewhere"]);
        InstallationOptions options = builder.Services.BuildServiceProvider().GetRequiredService<IOptions<InstallationOptions>>().Value;
        Assert.Equal((true, "somewhere"), (options.ReadyJson, options.Data));
    }

    private static IReadOnlyList<string> Errors(params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddCompositeOptions(args);
        return builder.OptionErrors(args);
    }
}
