"""What is to be decided before a table can be used."""


class Open(Exception):
    """Something is to be decided: in words, and an answer that may do."""

    def __init__(self, sentence: str, **answer: str):
        super().__init__(sentence)
        self.sentence, self.answer = sentence, answer
