using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Contracts.Solutions;
using Composite.Contracts.ThirdParties;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Grains.Tests.Installation;
using Xunit;
using ComplianceStandard = Composite.Contracts.Components.ComplianceStandard;
using ComponentKind = Composite.Contracts.Components.ComponentKind;
using ListingProductType = Composite.Contracts.Components.ListingProductType;

namespace Composite.Grains.Tests.Administration;

/// <summary>Components and third parties through the grains, with what only the facts of all of them tell.</summary>
[Collection(InstallationCollection.Name)]
public sealed class ComponentTests(InstallationFixture installation)
{
    private const string Staff = "staff/test";

    private static CancellationToken None => CancellationToken.None;

    private IFacts Facts => installation.First.Facts;

    [Fact]
    public async Task RecordListing_EverySortOfWrong_IsRefusedWithFieldReasonAndRemedy()
    {
        await DoneAsync("wrong-a", new RegisterComponent { Kind = ComponentKind.MpocSoftware, Name = "SDK", Vendor = "Vendor" });
        await DoneAsync("wrong-b", new RegisterComponent { Kind = ComponentKind.AttestationService, Name = "A&M", Vendor = "Vendor" });
        await DoneAsync("wrong-a", Record("2024-10001.001"));
        await DoneAsync("wrong-b", Record("2024-10002.001", "2024-10001.001"));

        await RefusedAsync("wrong-a", Record("2024-10003.001") with { Listing = Row("2024-10003.001") with { ExpiresOn = default } }, "missing listing.expiresOn", "date-order listing.expiresOn");
        await RefusedAsync("wrong-a", Record("2024-10003.001") with { Listing = Row("2024-10003.001") with { ExpiresOn = new(2020, 1, 1) } }, "date-order listing.expiresOn");
        await RefusedAsync("wrong-a", Record("2024-10003.001") with { Listing = Row("2024-10003.001") with { ProductType = ListingProductType.Kernel } }, "wrong-product-type listing.productType");
        await RefusedAsync("wrong-a", Record("2024-10003.001") with { Listing = Row("2024-10003.001") with { ProductType = (ListingProductType)99 } }, "unknown-value listing.productType");
        await RefusedAsync("wrong-a", Record("2024-10001.001") with { Listing = Row("2024-10001.001") with { Laboratory = "Other" } }, "already-registered listing.reference");
        await RefusedAsync("wrong-a", Record("2024-10002.001"), "already-registered listing.reference");
        await RefusedAsync("wrong-a", Record("2024-10001.001") with { Listing = Row("2024-10001.001", "2024-10002.001"), Corrects = true, Reason = "wrong" }, "dependency-cycle listing.dependencies");
    }

    [Fact]
    public async Task Corrections_OfEverything_AreInTheFactsWithWhatWasKnownBefore()
    {
        const string Id = "corrected";
        await DoneAsync(Id, new RegisterComponent { Kind = ComponentKind.AttestationService, Name = "A&M", Vendor = "Vendor" });
        await DoneAsync(Id, new RenameComponent { Name = "A&M 2", Vendor = "Vendor AG", Reason = "merger" });
        await DoneAsync(Id, new AddComponentVersion { Version = "1.0" });
        await DoneAsync(Id, new CorrectComponentVersion { Version = new AddComponentVersion { Version = "1.0", CryptoExpiresOn = new(2030, 1, 1) }, Reason = "forgotten" });
        await DoneAsync(Id, new WithdrawComponentVersion { Version = "1.0", Reason = "flaw" });
        await DoneAsync(Id, new ReinstateComponentVersion { Version = "1.0", Reason = "mistake" });
        await DoneAsync(Id, Record("2024-20001.001"));
        await DoneAsync(Id, Record("2024-20001.001") with { Listing = Row("2024-20001.001") with { Laboratory = "Other" }, Corrects = true, Reason = "wrong" });
        await DoneAsync(Id, new RevokeListing { Reference = "2024-20001.001", Reason = "flaw" });
        await DoneAsync(Id, new WithdrawRevocation { Reference = "2024-20001.001", Reason = "mistake" });
        await DoneAsync(Id, Record("2024-20002.001"));
        await DoneAsync(Id, new RetractListing { Reference = "2024-20002.001", Reason = "another product's" });
        RecordCompliance compliance = new() { Standard = ComplianceStandard.PciDss, StandardVersion = "4.0.1", Assessor = "Assessor", ValidFrom = new(2024, 1, 1), ExpiresOn = new(2025, 1, 1) };
        await DoneAsync(Id, compliance);
        await DoneAsync(Id, compliance with { Assessor = "Other", Corrects = true, Reason = "wrong" });
        await DoneAsync(Id, new RetractCompliance { Standard = ComplianceStandard.PciDss, ValidFrom = new(2024, 1, 1), Reason = "mistake" });

        ComponentState state = Facts.Read().Facts.Components[Id];
        Assert.Equal(("A&M 2", "Vendor AG", 2), (state.Name, state.Vendor, state.Names.Count));
        Assert.Equal(new DateOnly(2030, 1, 1), state.UsableVersion("1.0")!.CryptoExpiresOn);
        Assert.Equal(["2024-20001.001"], state.Listings.References(ListingBook.AllThatIsKnown));
        Assert.Equal("Other", state.Listings.Row("2024-20001.001", ListingBook.AllThatIsKnown)!.Laboratory);
        Assert.Null(state.Listings.RevokedFrom("2024-20001.001", ListingBook.AllThatIsKnown));
        Assert.Equal((2, 1), (state.Compliance.Count, state.ComplianceRetracted.Count));
    }

    [Fact]
    public async Task Profile_OfAThirdParty_NeedsThatItIsRegistered()
    {
        IThirdPartyGrain party = installation.First.Grains.GetGrain<IThirdPartyGrain>("profile-vendor");
        await DoneAsync("profiled", new RegisterComponent { Kind = ComponentKind.Kernel, Name = "Kernel", Vendor = "Vendor" });
        SetComponentProfile profile = new() { ThirdPartyId = "profile-vendor", Responsibilities = [new() { Area = "Core", Party = ResponsibleParty.ThirdParty, Detail = "evaluates it" }] };
        await RefusedAsync("profiled", profile, "unknown-third-party thirdPartyId");
        await RefusedAsync("profiled", new SetComponentProfile { Responsibilities = [null!] }, "missing responsibilities");

        await DoneAsync(await party.ExecuteAsync(new RegisterThirdParty { Name = "Vendor", Provides = "a kernel" }, Staff, None));
        await DoneAsync("profiled", profile);
        await DoneAsync(await party.ExecuteAsync(new SetThirdPartyContact { Name = "Desk", Email = "psirt@example.com" }, Staff, None));
        await DoneAsync(await party.ExecuteAsync(new SetThirdPartyContract { Reference = "C-17", SignedOn = new(2024, 1, 1), SecurityNoticeHours = 72 }, Staff, None));
        await DoneAsync(await party.ExecuteAsync(new SetResponsibilities { Responsibilities = profile.Responsibilities! }, Staff, None));
        await DoneAsync(await party.ExecuteAsync(new ReviewThirdParty { ReviewedOn = new(2024, 1, 1), NextDueOn = new(2025, 1, 1), Conclusion = "in order" }, Staff, None));
        await DoneAsync(await party.ExecuteAsync(new RenameThirdParty { Name = "Vendor AG", Provides = "a kernel", Reason = "merger" }, Staff, None));
        await DoneAsync(await party.ExecuteAsync(new EndThirdParty { EndedOn = new(2027, 1, 1), Reason = "replaced" }, Staff, None));
        await DoneAsync(await party.ExecuteAsync(new ReinstateThirdParty { Reason = "mistake" }, Staff, None));

        Domain.ThirdParties.ThirdPartyState state = Facts.Read().Facts.ThirdParties["profile-vendor"];
        Assert.Equal(("Vendor AG", 72, null), (state.Name, state.Contracts[^1].Value.SecurityNoticeHours, state.EndedOn(ListingBook.AllThatIsKnown)));
        Assert.Equal("profile-vendor", Facts.Read().Facts.Components["profiled"].Profiles[^1].Value.ThirdPartyId);
    }

    [Fact]
    public async Task Solution_ListingsAndEndsOfSupport_AreCorrectedLikewise()
    {
        ISolutionGrain grain = installation.First.Grains.GetGrain<ISolutionGrain>("corrected-solution");
        await DoneAsync(await grain.ExecuteAsync(new RegisterSolution { Name = "Solution", Provider = "Provider" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new RecordSolutionListing { Listing = Row("2024-30001.001") }, Staff, None));
        Assert.Equal("already-registered", Assert.Single((await grain.ExecuteAsync(new RecordSolutionListing { Listing = Row("2024-30001.001") with { Laboratory = "Other" } }, Staff, None)).Problems).Code);
        await DoneAsync(await grain.ExecuteAsync(new RecordSolutionListing { Listing = Row("2024-30001.001") with { Laboratory = "Other" }, Corrects = true, Reason = "wrong" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new ChangeSolutionRemediation { Reference = "2024-30001.001", Open = true, Reason = "finding" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new CompleteSolutionCheckpoint { Reference = "2024-30001.001", CompletedOn = new(2024, 6, 1), NextDueOn = new(2025, 6, 1) }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new RevokeSolutionListing { Reference = "2024-30001.001", Reason = "flaw" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new WithdrawSolutionRevocation { Reference = "2024-30001.001", Reason = "mistake" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new RetractSolutionListing { Reference = "2024-30001.001", Reason = "mistake" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new RecordPlatformSupport { Os = "android", Version = "13", EndsOn = new(2027, 3, 1), Source = "page" }, Staff, None));
        await DoneAsync(await grain.ExecuteAsync(new RecordPlatformSupport { Os = "android", Version = "13", EndsOn = new(2027, 6, 1), Source = "page" }, Staff, None));
        Domain.Solutions.SolutionState state = Facts.Read().Facts.Solutions["corrected-solution"];
        Assert.Empty(state.Listings.References(ListingBook.AllThatIsKnown));
        Assert.Equal(new DateOnly(2027, 6, 1), Assert.Single(state.PlatformSupportAt(ListingBook.AllThatIsKnown)).EndsOn);
    }

    private static RecordListing Record(string reference, params string[] dependencies) => new() { Listing = Row(reference, dependencies) };

    private static ListingInfo Row(string reference, params string[] dependencies) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = new(2024, 1, 1),
        ExpiresOn = new(2027, 1, 1),
        Versions = ["1.x"],
        Dependencies = dependencies,
        RetrievedAt = new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private async Task DoneAsync(string id, ComponentCommand command) => await DoneAsync(await installation.First.Grains.GetGrain<IComponentGrain>(id).ExecuteAsync(command, Staff, None));

    private async Task DoneAsync(CommandResult result)
    {
        Assert.Equal([], result.Problems);
        Assert.True(result.Position > 0);
        await Facts.ReachAsync(result.Position, None);
    }

    private async Task RefusedAsync(string id, ComponentCommand command, params string[] codesAndFields)
    {
        CommandResult result = await installation.First.Grains.GetGrain<IComponentGrain>(id).ExecuteAsync(command, Staff, None);
        Assert.Equal(codesAndFields.Order(), result.Problems.Select(p => $"{p.Code} {p.Field}").Order());
        Assert.All(result.Problems, p => Assert.False(string.IsNullOrWhiteSpace(p.Reason) || string.IsNullOrWhiteSpace(p.Remedy)));
    }
}
