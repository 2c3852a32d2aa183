namespace Composite.Iso8583;

/// <summary>What a message is about: the second digit of its type.</summary>
public enum MessageClass
{
    None = 0,
    Authorization = 1,
    Financial = 2,
    FileAction = 3,
    Reversal = 4,
    Reconciliation = 5,
    Administrative = 6,
    FeeCollection = 7,
    NetworkManagement = 8,
}

/// <summary>What a message does: the third digit of its type. An odd one answers the even one before it.</summary>
public enum MessageFunction
{
    Request = 0,
    RequestResponse = 1,
    Advice = 2,
    AdviceResponse = 3,
    Notification = 4,
    NotificationAcknowledgement = 5,
    Instruction = 6,
    InstructionAcknowledgement = 7,
}

/// <summary>Who began the exchange: the fourth digit of the type. Odd ones mark a message that was sent before.</summary>
public enum MessageOrigin
{
    Acquirer = 0,
    AcquirerRepeat = 1,
    Issuer = 2,
    IssuerRepeat = 3,
    Other = 4,
    OtherRepeat = 5,
}
