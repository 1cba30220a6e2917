using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Turns an answer into what a method returns.</summary>
/// <exception cref="LambdaResponseException">It cannot be turned into that.</exception>
internal delegate TResult AnswerMapping<out TResult>(Answer answer, ClientSerializer serializer, LambdaOperation operation);
