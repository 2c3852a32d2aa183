using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Staff;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Controls;

/// <summary>What people may record about controls and evidence, and what they may not.</summary>
public sealed class ControlDeciderTests
{
    private const string ByEvidence = "SOL-PEN-01";
    private const string ByStatement = "SOL-KEY-03";
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.UtcDateTime);
    private static readonly EvidenceEntry Report = new(ControlWorld.Document("a", Today), "staff/anna", Noon);
    private static readonly StaffMembers Staff = Members("anna", "bert");

    [Fact]
    public void State_ControlProvenOtherwise_IsRefusedUnlessAShortcoming()
    {
        Assert.Equal("not-by-statement", Code(ControlDecider.State(ControlBook.Empty, ByEvidence, true, "fine", null, "staff/anna", Noon)));
        Assert.Equal("not-by-statement", Code(ControlDecider.State(ControlBook.Empty, "SOL-INV-01", true, "fine", null, "staff/anna", Noon)));
        Assert.IsType<Decision.Accepted>(ControlDecider.State(ControlBook.Empty, ByEvidence, false, "late", null, "staff/anna", Noon));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(180, true)]
    [InlineData(181, false)]
    public void State_ValidUntil_LiesWithinTheControlsCycle(int days, bool accepted) =>
        Assert.Equal(accepted, ControlDecider.State(ControlBook.Empty, ByStatement, true, "fine", Today.AddDays(days), "staff/anna", Noon) is Decision.Accepted);

    [Fact]
    public void Link_UnknownWithdrawnOrOfAnotherType_IsRefused()
    {
        string sha256 = Report.Document.Sha256;
        Assert.Equal("unknown-evidence", Code(ControlDecider.Link(ControlBook.Empty, ByEvidence, sha256, null, "staff/anna")));
        Assert.Equal("unknown-evidence", Code(ControlDecider.Link(ControlBook.Empty, ByEvidence, sha256, Report with { Withdrawal = new(new(sha256, "wrong", "staff/anna"), Noon) }, "staff/anna")));
        Assert.Equal("evidence-type", Code(ControlDecider.Link(ControlBook.Empty, "SOL-GUI-01", sha256, Report, "staff/anna")));
        Assert.Equal("not-by-evidence", Code(ControlDecider.Link(ControlBook.Empty, ByStatement, sha256, Report, "staff/anna")));
        ControlBook linked = Fold(ControlDecider.Link(ControlBook.Empty, ByEvidence, sha256, Report, "staff/anna"));
        Assert.Empty(Assert.IsType<Decision.Accepted>(ControlDecider.Link(linked, ByEvidence, sha256, Report, "staff/bert")).Events);
        Assert.Equal("not-linked", Code(ControlDecider.Unlink(ControlBook.Empty, ByEvidence, sha256, "wrong", "staff/anna")));
        Assert.Single(Assert.IsType<Decision.Accepted>(ControlDecider.Unlink(linked, ByEvidence, sha256, "wrong", "staff/anna")).Events);
    }

    [Fact]
    public void Any_UnknownControl_IsRefused() => Assert.All(
        (Decision[])
        [
            ControlDecider.AssignOwner(ControlBook.Empty, "SOL-XXX-99", "anna", "staff/anna"), ControlDecider.State(ControlBook.Empty, "SOL-XXX-99", true, "x", Today.AddDays(1), "staff/anna", Noon),
            ControlExemptions.Propose(ControlBook.Empty, "SOL-XXX-99", "x", Today.AddDays(1), "staff/anna", Noon),
        ],
        d => Assert.Equal("unknown-control", Code(d)));

    [Fact]
    public void Approve_OnePerson_IsRefusedWhateverTheWay()
    {
        ControlBook proposed = Fold(ControlExemptions.Propose(ControlBook.Empty, "SOL-OFF-01", "none", Today.AddDays(30), "staff/anna", Noon));
        Assert.Equal("same-person", Code(ControlExemptions.Approve(proposed, "SOL-OFF-01", Noon, Staff, "staff/anna", Noon)));
        Assert.Equal("same-person", Code(ControlExemptions.Approve(proposed, "SOL-OFF-01", Noon, Staff, "staff/ANNA", Noon)));
        Assert.Equal("not-a-member", Code(ControlExemptions.Approve(proposed, "SOL-OFF-01", Noon, Staff, "staff/nobody", Noon)));
        Assert.Equal("unknown-proposal", Code(ControlExemptions.Approve(ControlBook.Empty, "SOL-OFF-01", Noon, Staff, "staff/bert", Noon)));
        Assert.Equal("in-the-past", Code(ControlExemptions.Approve(proposed, "SOL-OFF-01", Noon, Staff, "staff/bert", Noon.AddDays(30))));
        ControlBook approved = Fold(ControlExemptions.Approve(proposed, "SOL-OFF-01", Noon, Staff, "staff/bert", Noon), proposed);
        Assert.Empty(Assert.IsType<Decision.Accepted>(ControlExemptions.Approve(approved, "SOL-OFF-01", Noon, Staff, "staff/anna", Noon)).Events);
        Assert.Equal("another-proposal", Code(ControlExemptions.Approve(approved, "SOL-OFF-01", Noon.AddTicks(1), Staff, "staff/bert", Noon)));
        Assert.Equal("exemption-open", Code(ControlExemptions.Propose(approved, "SOL-OFF-01", "again", Today.AddDays(20), "staff/bert", Noon)));
    }

    [Fact]
    public void Import_BadEntries_AreNamedEach()
    {
        Decision decision = RequirementMappings.Import(
            ControlBook.Empty, "ours", "1", [new("SOL-INV-01", ["A-1"]), new("SOL-XXX-99", ["=cmd|x"]), new("SOL-INV-01", [])], "staff/anna");
        Assert.Equal(
            ["entries[1].controlId", "entries[1].requirementIds", "entries[2].controlId", "entries[2].requirementIds"],
            Assert.IsType<Decision.Rejected>(decision).Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Import_TheSameAgain_ChangesNothingAndAnotherReplacesTheWhole()
    {
        ControlBook book = Fold(RequirementMappings.Import(ControlBook.Empty, "ours", "1", [new("SOL-INV-01", ["A-1"])], "staff/anna"));
        Assert.Empty(Assert.IsType<Decision.Accepted>(RequirementMappings.Import(book, "ours", "1", [new("SOL-INV-01", ["A-1"])], "staff/bert")).Events);
        ControlBook replaced = Fold(RequirementMappings.Import(book, "ours", "2", [new("SOL-INV-02", ["A-2"])], "staff/bert"), book);
        Assert.Equal((2, "2"), (replaced.Mappings.Count, Assert.Single(replaced.MappingsAt(AsOf.Now(Noon))).Value.SourceEdition));
    }

    [Fact]
    public void Csv_GoodLines_AreGroupedByControl()
    {
        (IReadOnlyList<RequirementMappingEntry> entries, IReadOnlyList<Problem> problems) = RequirementMappingCsv.Read("\uFEFFcontrol,requirement\r\nSOL-INV-01,A-1\r\nSOL-INV-02,\"A-2\"\r\nSOL-INV-01, A-3\r\n");
        Assert.Empty(problems);
        Assert.Equal([("SOL-INV-01", "A-1 A-3"), ("SOL-INV-02", "A-2")], entries.Select(e => (e.ControlId, string.Join(' ', e.RequirementIds))));
    }

    [Theory]
    [InlineData("SOL-INV-01,A-1", "line 1")]
    [InlineData("control,requirement\nSOL-INV-01", "line 2")]
    [InlineData("control,requirement\nSOL-INV-01,A-1,x", "line 2")]
    [InlineData("control,requirement\nSOL-INV-01,\"A-1", "line 2")]
    [InlineData("control,requirement\nSOL-INV-01,A-1\nSOL-XXX-99,A-1", "line 3")]
    [InlineData("control,requirement\nSOL-INV-01,A-1\nSOL-INV-01,A-1", "line 3")]
    public void Csv_BadLine_IsNamed(string csv, string field) => Assert.Contains(RequirementMappingCsv.Read(csv).Problems, p => p.Field == field && p.Remedy.Length > 0);

    [Fact]
    public void Evidence_AddWithdrawAddAgain_KeepsBothInHistory()
    {
        EvidenceBook book = EvidenceBook.Empty.Evolve(new EvidenceAdded(Report.Document, "staff/anna"), Noon);
        Assert.Empty(Assert.IsType<Decision.Accepted>(EvidenceDecider.Add(book, Report.Document, "staff/bert")).Events);
        Assert.Equal("already-registered", Code(EvidenceDecider.Add(book, Report.Document with { Title = "Another" }, "staff/bert")));
        book = book.Evolve(new EvidenceWithdrawn(Report.Document.Sha256, "wrong title", "staff/anna"), Noon.AddDays(1));
        Assert.Empty(Assert.IsType<Decision.Accepted>(EvidenceDecider.Withdraw(book, Report.Document.Sha256, "again", "staff/anna")).Events);
        EvidenceAdded again = (EvidenceAdded)Assert.Single(Assert.IsType<Decision.Accepted>(EvidenceDecider.Add(book, Report.Document with { Title = "Another" }, "staff/bert")).Events);
        book = book.Evolve(again, Noon.AddDays(2));
        string TitleAt(int days) => book.Find(Report.Document.Sha256, Noon.AddDays(days))!.Document.Title;
        Assert.Equal(("Report", "Another"), (TitleAt(1), TitleAt(2)));
        Assert.True(book.Find(Report.Document.Sha256, Noon.AddDays(1))!.IsWithdrawn(Noon.AddDays(1)));
    }

    [Fact]
    public void Evidence_BadFacts_AreAllNamed()
    {
        Decision decision = EvidenceDecider.Add(EvidenceBook.Empty, Report.Document with { Title = " ", FileName = "../x", ValidFrom = new(1999, 1, 1), ExpiresOn = new(1998, 1, 1), Subjects = ["ok-1", "Not OK", "ok-1"], Type = (EvidenceType)99 }, "staff/anna");
        Assert.Equal(["expiresOn", "fileName", "subjects", "subjects", "title", "type", "validFrom"], Assert.IsType<Decision.Rejected>(decision).Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    private static string Code(Decision decision) => Assert.IsType<Decision.Rejected>(decision).Problems[0].Code;

    private static ControlBook Fold(Decision decision, ControlBook? book = null) =>
        Assert.IsType<Decision.Accepted>(decision).Events.Aggregate(book ?? ControlBook.Empty, (b, e) => b.Evolve(e, Noon));

    // Each added by an administrator who is neither.
    private static StaffMembers Members(params string[] ids) => ids.Aggregate(
        StaffMembers.None.Evolve(new StaffMemberAdded("root", "Root", [StaffRole.Administrator], new string('0', 64)), "system", Noon.AddDays(-2)),
        (staff, id) => staff.Evolve(new StaffMemberAdded(id, id, [StaffRole.Compliance], new string(id[0], 64)), "staff/root", Noon.AddDays(-1)));
}
