namespace Composite.Iso8583.Fields;

/// <summary>The numbers of the data elements that a payment uses, by the standard's names (ISO 8583:1987).</summary>
public static class DataElement
{
    public const int Pan = 2;
    public const int ProcessingCode = 3;
    public const int Amount = 4;
    public const int TransmissionTime = 7;
    public const int Stan = 11;
    public const int LocalTime = 12;
    public const int LocalDate = 13;
    public const int ExpiryDate = 14;
    public const int SettlementDate = 15;
    public const int MerchantType = 18;
    public const int PosEntryMode = 22;
    public const int CardSequenceNumber = 23;
    public const int PosConditionCode = 25;
    public const int AcquirerId = 32;
    public const int Track2 = 35;
    public const int Rrn = 37;
    public const int AuthorizationCode = 38;
    public const int ResponseCode = 39;
    public const int TerminalId = 41;
    public const int MerchantId = 42;
    public const int MerchantNameLocation = 43;
    public const int AdditionalPrivate = 48;
    public const int Currency = 49;
    public const int PinBlock = 52;
    public const int SecurityControl = 53;
    public const int IccData = 55;
    public const int NetworkCode = 70;
    public const int OriginalData = 90;
}
