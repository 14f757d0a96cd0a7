/**
 * A schema that is made when it is first used. What a module makes while it loads, every cold isolate pays for, and of
 * a hundred schemas most requests use three.
 *
 * `const Form = lazily(() => z.object({ contact: z.string() }))`
 */
export function lazily<Schema extends object>(make: () => Schema): Schema {
  let made: Schema | undefined;
  const schema = () => (made ??= make());
  // The target stays empty: everything that is asked of it is answered by the schema.
  return new Proxy<Schema>({} as Schema, {
    get: (_, name): unknown => Reflect.get(schema(), name),
    has: (_, name) => Reflect.has(schema(), name),
  });
}
