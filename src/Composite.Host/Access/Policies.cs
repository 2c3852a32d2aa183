namespace Composite.Host.Access;

/// <summary>Who may call an endpoint. Every endpoint names one, or the process does not start.</summary>
internal static class Policies
{
    /// <summary>Anyone: health only.</summary>
    public const string Anyone = "anyone";

    /// <summary>A device that signs with the key which its request enrols.</summary>
    public const string EnrollingDevice = "enrolling-device";

    /// <summary>A device that signs with the key that it enrolled.</summary>
    public const string Device = "device";

    /// <summary>Whoever holds the bootstrap secret, once.</summary>
    public const string Installer = "installer";

    /// <summary>Any member of staff: reading.</summary>
    public const string Staff = "staff";
    public const string Administrator = "staff-administrator";
    public const string Operator = "staff-operator";
    public const string Compliance = "staff-compliance";

    /// <summary>Operator or compliance: who learns of a security issue opens its case.</summary>
    public const string CaseOpener = "staff-operator-or-compliance";

    /// <summary>A member's calendar program, by the token in its address: it reads the calendar and nothing else.</summary>
    public const string CalendarProgram = "calendar-program";
}

/// <summary>How callers prove themselves: the names of the authentication schemes.</summary>
internal static class Schemes
{
    public const string Device = "device-signature";
    public const string EnrollingDevice = "enrolment-signature";
    public const string Staff = "staff-credential";
    public const string Bootstrap = "bootstrap-secret";
    public const string CalendarToken = "calendar-token";
}
