package unchecked
