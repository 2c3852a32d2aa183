using Composite.Host.Apis.Queries;
using Composite.Host.Apis.Staff.Controls;
using Composite.Host.Apis.Staff.Evidence;
using Composite.Host.Apis.Staff.Exchange;
using Composite.Host.Apis.Staff.Scope;

namespace Composite.Host.Apis.Staff;

/// <summary>What staff call. Who may call what stands beside each endpoint; that a query is wholly understood holds for all.</summary>
internal static class StaffApi
{
    public static void MapStaffApi(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder staff = routes.MapGroup("").StrictQueries();
        staff.MapMembers();
        staff.MapComponents();
        staff.MapInventory();
        staff.MapImpact();
        staff.MapExposure();
        staff.MapThirdParties();
        staff.MapSolutions();
        staff.MapAcquirers();
        staff.MapMerchants();
        staff.MapDevices();
        staff.MapPaymentTimelines();
        staff.MapPolicies();
        staff.MapCalendar();
        staff.MapCases();
        staff.MapWebhooks();
        staff.MapScope();
        staff.MapControls();
        staff.MapEvidence();
        staff.MapWaivers();
        staff.MapRemediations();
        staff.MapJournal();
        staff.MapImports();
        staff.MapExports();
    }
}
