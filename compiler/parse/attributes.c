/* attributes.c: see attributes.h. The messages are abi.h's: the runtime says the same of import(). */
#include "attributes.h"

#include "../../runtime/abi.h"

bool import_parts(const Node *n, ImportParts *parts) {
  *parts = (ImportParts){0};
  switch (n->kind) {
    case AST_ImportDeclaration:
      parts->source = n->as.ImportDeclaration.source;
      parts->attributes = &n->as.ImportDeclaration.attributes;
      break;
    case AST_ExportNamedDeclaration:
      parts->source = n->as.ExportNamedDeclaration.source;
      parts->attributes = &n->as.ExportNamedDeclaration.attributes;
      break;
    case AST_ExportAllDeclaration:
      parts->source = n->as.ExportAllDeclaration.source;
      parts->attributes = &n->as.ExportAllDeclaration.attributes;
      parts->takes_all = !n->as.ExportAllDeclaration.exported;
      break;
    default: break;
  }
  return parts->source;
}

const char *import_error(Arena *arena, const AstList *attributes, bool is_json, const char *url, const char **code) {
  bool says_json = false;
  for (uint32_t i = 0; i < attributes->count; i++) {
    const Node *key = attributes->items[i]->as.ImportAttribute.key;
    const Atom *name = key->kind == AST_Identifier ? key->as.Identifier.name : key->as.Literal.string,
               *value = attributes->items[i]->as.ImportAttribute.value->as.Literal.string;
    says_json = atom_is(name, "type") && atom_is(value, "json");
    if (says_json) continue;
    *code = ATTRIBUTE_UNSUPPORTED_CODE;
    return arena_format(arena, ATTRIBUTE_UNSUPPORTED("%s"), atom_utf8(name, arena), atom_utf8(value, arena), url);
  }
  if (says_json == is_json) return NULL;
  *code = says_json ? ATTRIBUTE_INCOMPATIBLE_CODE : ATTRIBUTE_MISSING_CODE;
  return says_json ? arena_format(arena, ATTRIBUTE_INCOMPATIBLE("%s"), url)
                   : arena_format(arena, ATTRIBUTE_MISSING("%s"), url);
}
