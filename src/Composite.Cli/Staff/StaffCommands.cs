using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Staff;

/// <summary>Builds <c>staff</c>.</summary>
internal static class StaffCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "staff", "Members of staff.",
        ListCommand.Build(context, new ListSubject
        {
            One = "member of staff",
            Many = "members of staff",
            Path = ApiPath.Of("staff", "members"),
            Description = "List the members of staff with their roles; administrators may.",
            Columns = [Cells.Text("ID", "memberId"), Cells.Flexible("NAME", "name"), Cells.Text("ROLES", "roles")],
            Paged = false,
            Examples = ["staff list"],
        }));
}
