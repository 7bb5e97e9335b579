/** Why a text is no distinguished name. */
export type NameErrorCode =
  | 'attribute-type-missing'
  | 'attribute-type-unknown'
  | 'attribute-type-repeated'
  | 'equals-sign-missing'
  | 'value-missing'
  | 'value-invalid'
  | 'character-not-allowed'
  | 'character-not-escaped'
  | 'escape-invalid';
