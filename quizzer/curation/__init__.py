"""What people do to banks: rulings that become patches, contributions that become facts, old games scored again."""
