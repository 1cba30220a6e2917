using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Diagnostics;

/// <summary>Every rule. Ids are never reused: 00xx function names and ARNs, 01xx signatures, 02xx what works but hardly as meant.</summary>
internal static class Rules
{
    private const string Category = "PgLambda";
    private const string HelpLink = "https://github.com/pglambda/pglambda/blob/main/docs/rules/{0}.md";

    // Function names and ARNs
    public static readonly DiagnosticDescriptor MalformedFunction = Error("PGL0001", "The function is not a name or ARN", "{0}");
    public static readonly DiagnosticDescriptor InvalidPartition = Error("PGL0002", "The ARN's partition is malformed", "{0}");
    public static readonly DiagnosticDescriptor InvalidService = Error("PGL0003", "The ARN is not of the Lambda service", "{0}");
    public static readonly DiagnosticDescriptor InvalidRegion = Error("PGL0004", "The region is malformed", "{0}");
    public static readonly DiagnosticDescriptor InvalidAccount = Error("PGL0005", "The account is not twelve digits", "{0}");
    public static readonly DiagnosticDescriptor InvalidResourceType = Error("PGL0006", "The ARN is not of a function", "{0}");
    public static readonly DiagnosticDescriptor InvalidName = Error("PGL0007", "The function name is malformed", "{0}");
    public static readonly DiagnosticDescriptor InvalidQualifier = Error("PGL0008", "The qualifier is malformed", "{0}");
    public static readonly DiagnosticDescriptor RegionOfOtherPartition = Error("PGL0009", "The region belongs to another partition", "{0}");
    public static readonly DiagnosticDescriptor RegionConflict = Error("PGL0010", "Region contradicts the ARN", "Region is '{0}', but the ARN says '{1}'; remove Region or correct one of them");
    public static readonly DiagnosticDescriptor QualifierConflict = Error("PGL0011", "Qualifier contradicts the function", "Qualifier is '{0}', but the function says ':{1}'; keep one of them");
    public static readonly DiagnosticDescriptor UnknownRegion = Warning("PGL0012", "The region or partition is not a known one", "'{0}' is well-formed, but no {1} of that name was known when this version was built{2}");
    public static readonly DiagnosticDescriptor PlaceholderAccount = Warning("PGL0013", "The account looks like a placeholder", "Account {0} is twelve times the same digit, which no real account is likely to be");
    public static readonly DiagnosticDescriptor DocumentationAccount = Info("PGL0014", "The account is an example from AWS's documentation", "Account {0} is one that AWS's documentation uses as an example");
    public static readonly DiagnosticDescriptor UnqualifiedEvent = Info("PGL0015", "An event goes to $LATEST", "Without a qualifier the event goes to $LATEST, which changes with every deployment, while retries are under way too; name a version or an alias");
    public static readonly DiagnosticDescriptor RedundantArgument = Info("PGL0016", "Region or Qualifier repeats the function", "{0} repeats what the function already says; remove it");
    public static readonly DiagnosticDescriptor InvalidEnumValue = Error("PGL0017", "Invocation or Log is not a defined value", "{0} is not a value of {1}; use one of {2}");
    public static readonly DiagnosticDescriptor UnreadableArgument = Error("PGL0018", "A written value cannot be read", "{0} {1}; write a constant that a file of the project declares");
    public static readonly DiagnosticDescriptor InvalidTimeout = Error("PGL0019", "The time-out is out of range", "A call cannot wait for {0} ms; give TimeoutMilliseconds from 1 to {1}, or leave it out for the session's own");
    public static readonly DiagnosticDescriptor AmbiguousName = Warning("PGL0020", "The function's name may be read otherwise", "'{0}' is taken for the function '{1}' with the qualifier '{2}', and Lambda may take '{1}' for {3}; write the whole ARN, or the qualifier as Qualifier");

    // Signatures
    public static readonly DiagnosticDescriptor ResultWithoutAnswer = Error("PGL0101", "Event and DryRun have no answer", "{0} returns no payload, so the method cannot return '{1}'; return Task, ValueTask or Task<LambdaResult>");
    public static readonly DiagnosticDescriptor SynchronousReturn = Error("PGL0102", "The method returns no task", "A client returns Task or ValueTask, and not '{0}'; return {1}");
    public static readonly DiagnosticDescriptor AsyncVoid = Error("PGL0103", "The method is async void", "An async void method cannot report an error to its caller; return Task");
    public static readonly DiagnosticDescriptor AsyncStream = Error("PGL0104", "The method returns a stream other than IAsyncEnumerable", "One invocation has one answer, so the method cannot return '{0}'; return {1}");
    public static readonly DiagnosticDescriptor ByReference = Error("PGL0105", "A parameter or result is by reference", "{0} cannot cross to a function, which gets and gives JSON; use an ordinary value, such as an array in place of a span");
    public static readonly DiagnosticDescriptor TwoCancellationTokens = Error("PGL0106", "The method has two CancellationTokens", "A call has one CancellationToken; remove '{0}'");
    public static readonly DiagnosticDescriptor TwoClientContexts = Error("PGL0107", "The method has two client contexts", "An invocation has one client context; remove [ClientContext] from '{0}' or merge the two");
    public static readonly DiagnosticDescriptor NotAMethod = Error("PGL0108", "The interface has a member that is not a method", "{0} '{1}' cannot call a function; make it a method, give it a default implementation, or move it to another interface");
    public static readonly DiagnosticDescriptor NotAnnotated = Error("PGL0109", "A method has no function", "'{0}' has neither [LambdaFunction] nor a default implementation, so no client can implement '{1}'; {2}");
    public static readonly DiagnosticDescriptor UnusableType = Error("PGL0110", "A type is unresolved or inaccessible", "'{0}' {1}");
    public static readonly DiagnosticDescriptor UnserializableTypeParameter = Error("PGL0111", "A type parameter cannot be JSON", "'{0}' stands for types that cannot be JSON ({1}); constrain it to what can");
    public static readonly DiagnosticDescriptor UnserializableType = Error("PGL0112", "A type cannot be JSON", "'{0}' cannot be JSON ({1}); use {2}");
    public static readonly DiagnosticDescriptor DuplicateJsonName = Error("PGL0113", "Two parameters have one JSON name", "Parameters '{0}' and '{1}' are both '{2}' in the payload; rename one, or give it a [PayloadName]");
    public static readonly DiagnosticDescriptor NotAnInterfaceMethod = Error("PGL0114", "[LambdaFunction] is not on an interface method", "'{0}' is {1}; [LambdaFunction] belongs on an interface or an instance method of one");
    public static readonly DiagnosticDescriptor NestedInGeneric = Error("PGL0115", "The interface is nested in a generic type", "'{0}' is nested in the generic type '{1}', whose type parameters a client cannot have; move the interface out");
    public static readonly DiagnosticDescriptor NameClash = Error("PGL0116", "The client's name is taken", "The client of '{0}' would be '{1}', which {2}; rename the interface");
    public static readonly DiagnosticDescriptor StaticAbstract = Error("PGL0117", "The interface has a static abstract member", "'{0}' is static abstract, which a client cannot implement; move it to another interface");
    public static readonly DiagnosticDescriptor InaccessibleInterface = Error("PGL0118", "The interface cannot be seen by its client", "'{0}' is {1}, so a generated file cannot implement it; {2}");
    public static readonly DiagnosticDescriptor LanguageVersion = Error("PGL0119", "The C# version is too old", "The generated client of '{0}' needs C# {2} or later, and the project uses C# {1}; set LangVersion");
    public static readonly DiagnosticDescriptor NoClient = Error("PGL0120", "No client was generated", "'{0}' has no '{1}': nothing is wrong with it, but {2}", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor QualifierNotText = Error("PGL0121", "The qualifier parameter is not a string", "A qualifier is a version or an alias, and '{0}' is not a string");
    public static readonly DiagnosticDescriptor QualifierChosenTwice = Error("PGL0122", "The qualifier is fixed and a parameter", "'{0}' is the qualifier of each call, but [LambdaFunction] says ':{1}'; keep one of them");
    public static readonly DiagnosticDescriptor TwoCallArguments = Error("PGL0123", "The method has two qualifiers or two call options", "A call has one {0}; remove '{1}'");
    public static readonly DiagnosticDescriptor UnusableJsonContext = Error("PGL0124", "The JSON context cannot be used", "'{0}' {1}");
    public static readonly DiagnosticDescriptor InvalidRegistrationName = Error("PGL0125", "The registration's name is no part of a method name", "'{0}' cannot be the middle of 'Add…LambdaClients': use letters, digits and underscores");
    public static readonly DiagnosticDescriptor UnfitClientPart = Error("PGL0126", "The project's part of the client cannot be completed", "The project's own part of '{0}' {1}");
    public static readonly DiagnosticDescriptor InvalidPayloadName = Error("PGL0127", "The payload name is no text", "The name in the payload has half of a surrogate pair at {0}, which JSON cannot hold; complete the pair or leave it out");
    public static readonly DiagnosticDescriptor HiddenNamespace = Error("PGL0128", "A type hides a namespace that clients need", "The type '{0}' is in no namespace and hides the namespace '{0}', which the client of '{1}' needs; move it into a namespace");
    public static readonly DiagnosticDescriptor CompiledTwice = Error("PGL0129", "A generated file is compiled twice", "'{0}' is in a file that the generator wrote, which is also among the project's own: leave the folder of the emitted files out, as in <Compile Remove=\"Generated/**\" />");

    // What works, but hardly as meant
    public static readonly DiagnosticDescriptor ContextNotDelivered = Warning("PGL0201", "The client context is never delivered", "Lambda delivers a client context to the function for RequestResponse only, not for {0}; put the data into the payload");
    public static readonly DiagnosticDescriptor TailWithoutLog = Warning("PGL0202", "The log never comes", "{0} returns no log; remove Log = LogType.Tail");
    public static readonly DiagnosticDescriptor TailNotShown = Warning("PGL0203", "The log cannot be seen", "'{0}' has no place for the log; return {1}");
    public static readonly DiagnosticDescriptor ForeignAttribute = Warning("PGL0204", "[LambdaFunction] of another library", "This is '{0}', which does not make '{1}' call a function through PostgreSQL; use PgLambda.LambdaFunctionAttribute");
    public static readonly DiagnosticDescriptor BothLibraries = Warning("PGL0205", "Two libraries read [LambdaFunction]", "This project also references Amazon.Lambda.Annotations, whose generator takes methods by the attribute's simple name and may treat '{0}' as a handler; keep clients and handlers in separate projects");
    public static readonly DiagnosticDescriptor NoCancellationToken = Info("PGL0206", "The method has no CancellationToken", "'{0}' cannot be cancelled; add a CancellationToken parameter");
    public static readonly DiagnosticDescriptor ConstantPayloadTooLarge = Warning("PGL0207", "A constant payload is larger than Lambda takes", "This constant is {0} bytes as JSON, and Lambda takes {1} for {2}");
    public static readonly DiagnosticDescriptor UnreadableResult = Warning("PGL0208", "The result type cannot be read", "'{0}' is {1}, which the serializer cannot make, so every call would fail before it is sent; return a type that it can make, or give '{0}' a [JsonConverter], [JsonConstructor] or [JsonPolymorphic]");
    public static readonly DiagnosticDescriptor MissingContract = Warning("PGL0209", "The JSON context lacks a type", "'{0}' has no contract in '{1}', so every call would fail before it is sent; add [JsonSerializable(typeof({0}))] to '{1}'");
    public static readonly DiagnosticDescriptor MisplacedRegistrationName = Warning("PGL0210", "RegistrationName is on an interface", "RegistrationName says nothing on an interface: the method that registers clients is one for the whole assembly; write [assembly: LambdaClient(RegistrationName = …)]");
    public static readonly DiagnosticDescriptor CarriesNothing = Warning("PGL0211", "The payload carries nothing", "'{0}' is written as {{}}: {1}");
    public static readonly DiagnosticDescriptor OtherSerializer = Warning("PGL0212", "An attribute of another serializer", "'{0}' carries [{1}], which System.Text.Json does not read; use {2}");
    public static readonly DiagnosticDescriptor HeirWithoutClient = Warning("PGL0213", "An inheriting interface has no client", "'{0}' inherits functions from '{1}' and gets no client of its own; write [LambdaClient] on it for one");

    /// <summary>The rules that a look at one interface can break.</summary>
    public static IEnumerable<DiagnosticDescriptor> OfInterfaces => All.Where(rule => rule != BothLibraries && rule != ForeignAttribute && rule != InvalidRegistrationName);

    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All =>
    [
        MalformedFunction, InvalidPartition, InvalidService, InvalidRegion, InvalidAccount,
        InvalidResourceType, InvalidName, InvalidQualifier, RegionOfOtherPartition, RegionConflict,
        QualifierConflict, UnknownRegion, PlaceholderAccount, DocumentationAccount, UnqualifiedEvent,
        RedundantArgument, InvalidEnumValue, UnreadableArgument, InvalidTimeout, AmbiguousName, ResultWithoutAnswer, SynchronousReturn, AsyncVoid,
        AsyncStream, ByReference, TwoCancellationTokens, TwoClientContexts, NotAMethod,
        NotAnnotated, UnusableType, UnserializableTypeParameter, UnserializableType, DuplicateJsonName,
        NotAnInterfaceMethod, NestedInGeneric, NameClash, StaticAbstract, InaccessibleInterface,
        LanguageVersion, NoClient, QualifierNotText, QualifierChosenTwice, TwoCallArguments, UnusableJsonContext, InvalidRegistrationName, UnfitClientPart, InvalidPayloadName, HiddenNamespace, CompiledTwice, ContextNotDelivered, TailWithoutLog, TailNotShown, ForeignAttribute,
        BothLibraries, NoCancellationToken, ConstantPayloadTooLarge, UnreadableResult, MissingContract, MisplacedRegistrationName, CarriesNothing, OtherSerializer, HeirWithoutClient,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message, params string[] tags) => Rule(id, title, message, DiagnosticSeverity.Error, tags);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: string.Format(HelpLink, id), customTags: tags);
}
