using PgLambda.Generator.Tests.Registration;

namespace PgLambda.Generator.Tests;

/// <summary>The registration of an assembly's clients, as a person reads it.</summary>
public class RegistrationSnapshots
{
    private const string Functions = """

            [LambdaFunction("f")]
            Task CallAsync(CancellationToken cancellationToken = default);

        """;

    [Fact]
    public void Several_clients() => RegistrationCase.Of($$"""
        public interface @class
        {{{Functions}}}

        namespace Acme.@event
        {
            [LambdaClient(DataSource = "orders \"new\"")]
            public interface IOrderFunctions
            {{{Functions}}}

            public class Outer
            {
                internal interface IInner
                {{{Functions}}}
            }

            [System.Obsolete("Use something else.", error: true)]
            public interface IOld
            {{{Functions}}}

            public interface IStore<TKey, TItem> where TKey : notnull
            {{{Functions}}}
        }
        """).VerifySnapshot();
}
